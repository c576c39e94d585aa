import { TestApp } from '../app-harness.js';

describe('problems', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await TestApp.start();
  });
  afterAll(() => test.close());

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
});
