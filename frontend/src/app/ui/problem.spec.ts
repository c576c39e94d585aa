import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { isUnreachable, problemOf } from './problem';

describe('problemOf', () => {
  it('reads a problem document', () => {
    const error = { code: 'VEHICLE.NOT_FOUND', requestId: 'r-1', status: 404 };
    expect(problemOf(new HttpErrorResponse({ status: 404, error }))).toEqual({
      status: 404,
      code: 'VEHICLE.NOT_FOUND',
      requestId: 'r-1',
    });
  });

  it('reads one that came as text, and the waiting time', () => {
    const error = JSON.stringify({ code: 'AUTH.TOO_MANY_ATTEMPTS' });
    const headers = new HttpHeaders({ 'retry-after': '42', 'x-request-id': 'r-2' });
    expect(problemOf(new HttpErrorResponse({ status: 429, error, headers }))).toEqual({
      status: 429,
      code: 'AUTH.TOO_MANY_ATTEMPTS',
      requestId: 'r-2',
      retryAfterSeconds: 42,
    });
  });

  it.each([0, 502, 503, 504])('takes status %d without a document as unreachable', (status) => {
    const problem = problemOf(new HttpErrorResponse({ status, error: '<html>' }));
    expect(isUnreachable(problem)).toBe(true);
  });

  it('looks at the cause, as resources wrap what was thrown', () => {
    const cause = new HttpErrorResponse({ status: 403, error: { code: 'AUTH.FORBIDDEN' } });
    expect(problemOf(new Error('wrapped', { cause })).code).toBe('AUTH.FORBIDDEN');
  });

  it('reads what is wrong with which field, and passes over what is no fault', () => {
    const errors = [
      { pointer: '/email', code: 'isEmail', detail: 'Email must be an email.' },
      { pointer: 7, code: 'isEmail' },
      null,
    ];
    const problem = problemOf(new HttpErrorResponse({ status: 400, error: { errors } }));
    expect(problem.faults).toEqual([{ pointer: '/email', code: 'isEmail' }]);
  });

  it('knows nothing of other errors', () => {
    expect(problemOf(new TypeError('x'))).toEqual({ status: -1, code: 'UNKNOWN' });
  });
});
