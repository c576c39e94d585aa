import type { TestApp } from './app-harness.js';
import type { Answer } from './call.js';

/** The least that is a PDF. */
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** What a form may hold; what is left out is not in it. */
export interface TestForm {
  readonly title?: string;
  readonly kind?: string;
  readonly file?: Uint8Array<ArrayBuffer> | Buffer;
  readonly fileName?: string;
  /** What the browser says that the file is. */
  readonly says?: string;
}

/** Hands a document in as a browser does. */
export async function handIn(
  test: TestApp,
  cookie: string,
  clientId: string,
  form: TestForm,
): Promise<Answer> {
  const body = new FormData();
  if (form.title !== undefined) body.set('title', form.title);
  if (form.kind !== undefined) body.set('kind', form.kind);
  if (form.file !== undefined) {
    const type = form.says ?? 'application/pdf';
    body.set('file', new Blob([new Uint8Array(form.file)], { type }), form.fileName ?? 'paper.pdf');
  }
  return sendForm(test, cookie, clientId, body);
}

/** Sends a form, or whatever else is said to be one. */
export async function sendForm(
  test: TestApp,
  cookie: string,
  clientId: string,
  body: FormData | string | Buffer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`${test.origin}/api/clients/${clientId}/documents`, {
    method: 'POST',
    headers: { cookie, ...headers },
    body: body instanceof FormData ? body : new Uint8Array(Buffer.from(body)),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: await answer.json(),
    cookies: [],
    cookie: '',
  };
}

/** A document of a client. @returns its id */
export async function createDocument(
  test: TestApp,
  cookie: string,
  clientId: string,
): Promise<string> {
  const answer = await handIn(test, cookie, clientId, {
    title: 'Licence',
    kind: 'other',
    file: PDF,
  });
  if (answer.status !== 201) throw new Error(`Not taken: ${JSON.stringify(answer.body)}`);
  return (answer.body as { id: string }).id;
}
