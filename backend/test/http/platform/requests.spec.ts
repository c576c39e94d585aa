import { TestApp } from '../app-harness.js';

describe('every request', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await TestApp.start({
      env: { MAP_TILE_URL: 'https://{s}.tiles.example/{z}/{x}/{y}.png' },
    });
  });
  afterAll(() => test.close());

  const idOf = async (given?: string): Promise<string | null> =>
    (
      await fetch(
        `${test.origin}/api/health/live`,
        given ? { headers: { 'x-request-id': given } } : {},
      )
    ).headers.get('x-request-id');

  it('keeps the id that it came with', async () => {
    expect(await idOf('from-the-proxy:42')).toBe('from-the-proxy:42');
  });

  it('gets an id when it came with none, or with one that could break a log line', async () => {
    const made = await idOf();
    expect(made).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf()).not.toBe(made);
    expect(await idOf('a b"c')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves one line in the log, the event first, without its query', async () => {
    await fetch(`${test.origin}/api/nowhere?secret=1`, {
      headers: { 'x-request-id': 'in-the-log' },
    });
    const lines = test.logged.filter((line) => line['requestId'] === 'in-the-log');
    expect(lines).toHaveLength(1);
    expect(Object.keys(lines[0]!)[0]).toBe('event');
    expect(lines[0]).toMatchObject({
      event: 'request.done',
      method: 'GET',
      path: '/api/nowhere',
      status: 404,
    });
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  it('is answered with headers that keep pages to themselves', async () => {
    const { headers } = await fetch(`${test.origin}/api/health/live`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain('https://*.tiles.example');
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    // Plain HTTP is loopback only: a promise of HTTPS would lock developers out of their own machine.
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('is counted by route, not by address', async () => {
    await fetch(`${test.origin}/api/clients/0f8fad5b-d9cb-469f-a165-70867728950e`);
    const figures = await (await fetch(`${test.origin}/metrics`)).text();
    expect(figures).toContain('route="/api/clients/:id",status="401"');
    expect(figures).not.toContain('0f8fad5b');
    expect(figures).toContain('nodejs_eventloop_lag_seconds');
  });

  it('gets a compressed answer when it takes one', async () => {
    const { headers } = await fetch(`${test.origin}/api/openapi.json`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(headers.get('content-encoding')).toBe('gzip');
  });
});
