import { connect } from 'node:net';
import { TestApp } from '../app-harness.js';

describe('problems', () => {
  let test: TestApp;
  let employee: string;
  beforeAll(async () => {
    test = await TestApp.start();
    employee = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());

  const post = (body: string, type = 'application/json'): Promise<Response> =>
    fetch(`${test.origin}/api/clients`, {
      method: 'POST',
      headers: { 'content-type': type, cookie: employee },
      body,
    });

  it('answers an unknown route with a problem document', async () => {
    const answer = await fetch(`${test.origin}/api/nothing?x=1`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await answer.json()).toEqual({
      type: 'urn:naif-control:problem:ROUTE.NOT_FOUND',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing at this address.',
      instance: '/api/nothing',
      code: 'ROUTE.NOT_FOUND',
      requestId: answer.headers.get('x-request-id'),
    });
  });

  it('names each fault of an input by pointer and rule', async () => {
    const answer = await post(JSON.stringify({ firstName: 'Ada', email: 'nonsense', admin: true }));
    expect(answer.status).toBe(400);
    const problem = (await answer.json()) as {
      code: string;
      errors: { pointer: string; code: string }[];
    };
    expect(problem.code).toBe('REQUEST.INVALID');
    expect(problem.errors).toContainEqual({
      pointer: '/email',
      code: 'isEmail',
      detail: 'Email must be an email.',
    });
    expect(problem.errors.map(({ pointer, code }) => `${pointer} ${code}`)).toContain(
      '/admin unknownField',
    );
    expect(problem.errors.map(({ pointer }) => pointer)).toContain('/lastName');
  });

  it.each([
    ['broken JSON', '{"firstName":', 'application/json', 400, 'REQUEST.MALFORMED'],
    ['an unknown type', '<client/>', 'text/xml', 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form of 1 MB',
      `{"firstName":"${'x'.repeat(1e6)}"}`,
      'application/json',
      413,
      'REQUEST.TOO_LARGE',
    ],
  ])('refuses %s', async (_name, body, type, status, code) => {
    const answer = await post(body, type);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(await answer.json()).toMatchObject({ status, code });
  });

  it('refuses a form of 8 MB in a way that reaches a client which reads only after it has written', async () => {
    const part = 'x'.repeat(1e6);
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(test.origin).port), '127.0.0.1');
      let received = '';
      socket.pause();
      socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(received));
      socket.write(
        `POST /api/clients HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 8000000\r\n\r\n`,
      );
      let left = 8;
      const timer = setInterval(() => {
        socket.write(part);
        left -= 1;
        if (left > 0) return;
        clearInterval(timer);
        setTimeout(() => socket.resume(), 100);
      }, 20);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('REQUEST.TOO_LARGE');
  });

  it('refuses prototype pollution as malformed', async () => {
    expect((await post('{"__proto__": {"role": "admin"}, "firstName": "A"}')).status).toBe(400);
  });

  it.each([
    [
      'an address that cannot be decoded',
      'GET /api/%zz HTTP/1.1\r\nHost: x\r\n\r\n',
      400,
      'REQUEST.MALFORMED',
    ],
    ['bytes that are no request', 'HELLO\r\n\r\n', 400, 'REQUEST.MALFORMED'],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
      431,
      'REQUEST.HEADERS_TOO_LARGE',
    ],
  ])('answers %s with a problem', async (_name, bytes, status, code) => {
    const answer = await sendRaw(test.origin, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toMatch(/content-type: application\/problem\+json/i);
    expect(answer).toMatch(/x-request-id: \S+/i);
    expect(answer).toContain(`"code":"${code}"`);
  });

  it('says nothing internal about its own faults, and logs them with the request id', async () => {
    await test.pool.query('ALTER TABLE clients RENAME TO clients_away');
    try {
      const answer = await fetch(`${test.origin}/api/clients`, {
        headers: { cookie: employee, 'x-request-id': 'a-fault' },
      });
      expect(answer.status).toBe(500);
      const text = await answer.text();
      expect(JSON.parse(text)).toMatchObject({ code: 'SERVER.ERROR', requestId: 'a-fault' });
      expect(text).not.toMatch(/clients_away|relation|SELECT|stack|QueryFailed/i);
      expect(test.logged).toContainEqual(
        expect.objectContaining({
          event: 'request.failed',
          level: 'error',
          requestId: 'a-fault',
          error: expect.objectContaining({
            message: expect.stringContaining('relation') as string,
          }) as object,
        }),
      );
    } finally {
      await test.pool.query('ALTER TABLE clients_away RENAME TO clients');
    }
  });
});

/** Sends bytes and reads what comes until the server is silent or hangs up. */
async function sendRaw(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(500, () => socket.destroy());
  socket.on('error', () => undefined);
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  socket.write(bytes);
  await new Promise((resolve) => socket.once('close', resolve));
  return answer;
}
