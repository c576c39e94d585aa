import { EventLog } from './event-log.js';
import { requestContext } from './request-context.js';

describe('EventLog', () => {
  const lines: string[] = [];
  const log = new EventLog('info', { write: (line) => void lines.push(line) });
  const last = (): Record<string, unknown> =>
    JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;

  it('writes one line of JSON, the event first', () => {
    log.info('upload.stored', { vehicleId: 'v', stored: 5 });
    expect(lines.at(-1)).toMatch(
      /^\{"event":"upload.stored","level":"info","time":"[^"]+",.*\}\n$/,
    );
    expect(last()).toMatchObject({ event: 'upload.stored', vehicleId: 'v', stored: 5 });
  });

  it('keeps its form whatever the fields hold', () => {
    const text = 'a } line\n ,"event":"forged"';
    log.warn('odd', { text, nested: { event: 'inner', list: [{ event: 'deep' }] } });
    expect(lines.at(-1)?.trimEnd()).not.toContain('\n');
    expect(last()).toMatchObject({
      event: 'odd',
      text,
      nested: { event: 'inner', list: [{ event: 'deep' }] },
    });
  });

  it('keeps its form without fields', () => {
    log.info('server.stopped');
    expect(last()).toMatchObject({ event: 'server.stopped', level: 'info' });
  });

  it('tells what happened in an error, and why', () => {
    log.error('request.failed', { error: new TypeError('broken', { cause: new Error('deeper') }) });
    expect(last()['error']).toMatchObject({
      type: 'TypeError',
      message: 'broken',
      stack: expect.stringContaining('event-log.spec') as string,
      cause: { message: 'deeper' },
    });
  });

  it('keeps the values of a failed statement to itself', () => {
    const failed = Object.assign(new Error('duplicate key'), {
      code: '23505',
      parameters: ['ada@naif.example'],
      detail: 'Key (email)=(ada@naif.example) already exists.',
    });
    log.error('request.failed', { error: failed });
    expect(last()['error']).toMatchObject({ code: '23505', message: 'duplicate key' });
    expect(lines.at(-1)).not.toContain('ada@');
  });

  it('takes whatever was thrown', () => {
    log.error('server.fault', { error: 'a string' });
    expect(last()['error']).toEqual({ message: 'a string' });
  });

  it('carries the id of the request for which it is written', () => {
    requestContext.run({ requestId: 'r-1' }, () => log.info('within'));
    expect(last()).toMatchObject({ event: 'within', requestId: 'r-1' });
    log.info('outside');
    expect(last()).not.toHaveProperty('requestId');
  });

  it('leaves out what is below its level', () => {
    const before = lines.length;
    log.debug('too.small');
    expect(lines).toHaveLength(before);
  });
});
