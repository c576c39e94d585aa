import type { TestApp } from './app-harness.js';

/** What a call may carry. */
export interface CallOptions {
  /** Value of the `Cookie` header. */
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** An answer with its body read: JSON where it is some, else text. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** The cookies that were set: `name=value` and their attributes. */
  readonly cookies: readonly string[];
  /** The cookies that were set, as the value of the next request's `Cookie` header. */
  readonly cookie: string;
}

/** Calls the application: `call(test, 'POST /api/clients', { cookie, body })`. */
export async function call(
  test: TestApp,
  route: string,
  options: CallOptions = {},
): Promise<Answer> {
  const [method = 'GET', ...rest] = route.split(' ');
  const path = rest.join(' ');
  const { cookie, headers, body } = options;
  const answer = await fetch(test.origin + path, {
    method,
    headers: {
      ...(cookie !== undefined && { cookie }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const cookies = answer.headers.getSetCookie();
  return {
    status: answer.status,
    headers: answer.headers,
    body:
      text !== '' && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
    cookies,
    cookie: cookies.map((one) => one.split(';')[0]).join('; '),
  };
}

/** Status and code of a refusal, in one line: `409 CLIENT.EMAIL_TAKEN`. */
export function refusal({ status, body, headers }: Answer): string {
  if (!headers.get('content-type')?.startsWith('application/problem+json')) {
    return `${status} without a problem document`;
  }
  return `${status} ${(body as { code: string }).code}`;
}

/** The faults of a refusal: `/email CLIENT.EMAIL_TAKEN`. */
export function faults({ body }: Answer): string[] {
  const { errors = [] } = body as { errors?: { pointer: string; code: string }[] };
  return errors.map(({ pointer, code }) => `${pointer} ${code}`).sort();
}
