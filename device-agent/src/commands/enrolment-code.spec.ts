import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enrolmentCode } from './enrolment-code.js';

const nobody = (): Promise<undefined> => Promise.resolve(undefined);

describe('enrolmentCode', () => {
  it('takes the flag, else what the person types', async () => {
    expect(await enrolmentCode({ code: ' ABC ' }, nobody)).toBe('ABC');
    expect(await enrolmentCode({}, () => Promise.resolve('abcd-efgh '))).toBe('abcd-efgh');
  });

  it('takes the first line of a file that says something', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'naif-code-'));
    const path = join(folder, 'code');
    try {
      writeFileSync(path, '\nABCD-EFGH\r\nmore\n');
      expect(await enrolmentCode({ codeFile: path }, nobody)).toBe('ABCD-EFGH');
      writeFileSync(path, '\n');
      await expect(enrolmentCode({ codeFile: path }, nobody)).rejects.toThrow('no enrolment code');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    [{}, /--code CODE, or --code-file/],
    [{ code: '' }, /--code CODE/],
    [{ code: 'SECRET', codeFile: 'x' }, /not by both/],
    [{ codeFile: '/nowhere' }, /cannot be read/],
  ])('refuses %j in a sentence that does not repeat the code', async (origin, sentence) => {
    await expect(enrolmentCode(origin, nobody)).rejects.toThrow(sentence);
    await expect(enrolmentCode(origin, nobody)).rejects.not.toThrow('SECRET');
  });
});
