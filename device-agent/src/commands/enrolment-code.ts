import { readFileSync } from 'node:fs';
import { CommandFailed } from './command-failed.js';

/** Standard input's file descriptor. */
const STDIN = 0;

/** The ways in which a code can be given. */
export interface CodeOrigin {
  readonly code?: string;
  /** File whose first line is the code; `-` is standard input. */
  readonly codeFile?: string;
}

/** The enrolment code as it was given, else as the person types it. Throws a sentence when there is none; never repeats the code. */
export async function enrolmentCode(
  { code, codeFile }: CodeOrigin,
  ask: (question: string) => Promise<string | undefined>,
): Promise<string> {
  if (code !== undefined && codeFile !== undefined) {
    throw new CommandFailed('Give the code by --code or by --code-file, not by both.');
  }
  if (codeFile !== undefined) return firstLine(codeFile);
  const text = (code ?? (await ask('Enrolment code of the vehicle: ')) ?? '').trim();
  if (text === '') {
    throw new CommandFailed(
      'An enrolment code is needed: --code CODE, or --code-file FILE (an employee creates one on the vehicle’s page).',
    );
  }
  return text;
}

function firstLine(path: string): string {
  let text: string;
  try {
    text = readFileSync(path === '-' ? STDIN : path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailed(`The file of the enrolment code cannot be read: ${reason}`);
  }
  const line = text.trimStart().split(/\r?\n/, 1)[0]?.trim() ?? '';
  if (line === '') throw new CommandFailed(`There is no enrolment code in ${path}.`);
  return line;
}
