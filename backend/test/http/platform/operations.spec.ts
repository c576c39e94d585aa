import { TestApp } from '../app-harness.js';

describe('what operators and administrators see', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await TestApp.start({
      env: { TRUST_PROXY: '127.0.0.1', METRICS_TOKEN: 'a-token-for-the-figures' },
    });
  });
  afterAll(() => test.close());

  it('health is public', async () => {
    for (const path of ['live', 'ready']) {
      const answer = await fetch(`${test.origin}/api/health/${path}`);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toEqual({ status: 'ok' });
    }
  });

  it('the document is public, valid in form, and names problems for every operation', async () => {
    const document = (await (await fetch(`${test.origin}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<
        string,
        Record<string, { operationId: string; responses: Record<string, { description: string }> }>
      >;
    };
    expect(document.openapi).toMatch(/^3\.[01]\./);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(10);
    for (const { responses } of operations) {
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['500', '503']));
      for (const { description } of Object.values(responses)) expect(description).not.toBe('');
    }
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.paths['/api/clients']?.['post']?.responses).toMatchObject({
      400: { description: expect.stringContaining('REQUEST.INVALID') as string },
      401: { description: expect.stringContaining('AUTH.NOT_AUTHENTICATED') as string },
      403: { description: expect.stringContaining('AUTH.CROSS_SITE') as string },
    });
  });

  it('the page of the API is for employees and administrators', async () => {
    const statusFor = async (cookie?: string): Promise<number> =>
      (await fetch(`${test.origin}/api/docs`, cookie ? { headers: { cookie } } : {})).status;
    expect(await statusFor()).toBe(401);
    expect(await statusFor(await test.loggedInAs('client'))).toBe(403);
    expect(await statusFor(await test.loggedInAs('employee'))).toBe(200);
  });

  it('the page of the API brings its own files and starts without inline scripts', async () => {
    const cookie = await test.loggedInAs('admin');
    const page = await (await fetch(`${test.origin}/api/docs`, { headers: { cookie } })).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file!);
    expect(files.length).toBeGreaterThan(2);
    for (const file of files) {
      expect((await fetch(`${test.origin}${file}`, { headers: { cookie } })).status).toBe(200);
    }
    expect(page).not.toMatch(/<script>/);
    expect(
      (await fetch(`${test.origin}/api/docs/package.json`, { headers: { cookie } })).status,
    ).toBe(404);
  });

  it('the figures are for this machine, or for whoever has the token', async () => {
    const statusFor = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${test.origin}/metrics`, { headers })).status;
    expect(await statusFor({})).toBe(200);
    // Behind the proxy it is the client's own address that counts.
    expect(await statusFor({ 'x-forwarded-for': '203.0.113.9' })).toBe(401);
    const authorization = 'Bearer a-token-for-the-figures';
    expect(await statusFor({ 'x-forwarded-for': '203.0.113.9', authorization })).toBe(200);
  });
});
