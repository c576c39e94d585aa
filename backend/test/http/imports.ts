import type { TestApp } from './app-harness.js';
import { type Answer, call } from './call.js';

/** What an import tells of itself. */
export interface TestImport {
  readonly id: string;
  readonly step: string;
  readonly state: string;
  readonly linesTotal?: number;
  readonly linesDone: number;
  readonly faults: number;
  readonly faultyLines: number;
  readonly ignoredColumns: readonly string[];
}

/** Hands a file in as a browser does. */
export async function handIn(
  test: TestApp,
  cookie: string,
  kind: string | undefined,
  file: string | Buffer,
  name = 'file.csv',
): Promise<Answer> {
  const body = new FormData();
  if (kind !== undefined) body.set('kind', kind);
  body.set('file', new Blob([new Uint8Array(Buffer.from(file))], { type: 'text/csv' }), name);
  return sendForm(test, cookie, body);
}

/** Sends a form, or whatever else is said to be one. */
export async function sendForm(
  test: TestApp,
  cookie: string,
  body: FormData | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`${test.origin}/api/imports`, {
    method: 'POST',
    headers: { cookie, ...headers },
    body,
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: await answer.json(),
    cookies: [],
    cookie: '',
  };
}

/** Waits until an import neither waits nor runs any more. */
export async function ended(test: TestApp, cookie: string, id: string): Promise<TestImport> {
  return until(
    async () => (await call(test, `GET /api/imports/${id}`, { cookie })).body as TestImport,
    ({ state }) => state !== 'waiting' && state !== 'running',
  );
}

/** Asks again and again until the answer pleases, half a minute at most. */
export async function until<T>(ask: () => Promise<T>, pleases: (answer: T) => boolean): Promise<T> {
  for (const startedMs = Date.now(); ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (Date.now() - startedMs > 30_000) throw new Error(`Still: ${JSON.stringify(answer)}`);
  }
}

/** Hands a file in, and waits for what is found. Throws when it is not taken. */
export async function checked(
  test: TestApp,
  cookie: string,
  kind: string,
  file: string | Buffer,
): Promise<TestImport> {
  const answer = await handIn(test, cookie, kind, file);
  if (answer.status !== 201) throw new Error(`Not taken: ${JSON.stringify(answer.body)}`);
  return ended(test, cookie, (answer.body as TestImport).id);
}

/** Enters what was checked. @returns how that ended */
export async function executed(test: TestApp, cookie: string, id: string): Promise<TestImport> {
  const answer = await call(test, `POST /api/imports/${id}/execution`, { cookie });
  if (answer.status !== 200) throw new Error(`Not taken: ${JSON.stringify(answer.body)}`);
  return ended(test, cookie, id);
}

/** What is wrong: `3 Code postal=6900 isPostcode`. */
export async function faultsOf(test: TestApp, cookie: string, id: string): Promise<string[]> {
  const { body } = await call(test, `GET /api/imports/${id}/faults?pageSize=100`, { cookie });
  const { items } = body as {
    items: { line?: number; column?: string; field?: string; value?: string; code: string }[];
  };
  return items.map(
    ({ line, column, field, value, code }) =>
      `${line ?? '-'} ${column ?? field ?? '-'}${value === undefined ? '' : `=${value}`} ${code}`,
  );
}
