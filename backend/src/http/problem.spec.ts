import { ForbiddenException, HttpException, NotFoundException } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';
import { problemBody, problemOf } from './problem.js';

describe('problemOf', () => {
  it.each([
    ['invalid', 400],
    ['not-authenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['gone', 410],
    ['too-large', 413],
    ['unsupported-media', 415],
    ['too-many', 429],
    ['unavailable', 503],
  ] as const)('gives a domain error of kind %s the status %d and its own words', (kind, status) => {
    const error = new DomainError(kind, 'CAR.BROKEN', 'The car is broken.', {
      retryAfterSeconds: 7,
    });
    expect(problemOf(error)).toEqual({
      status,
      code: 'CAR.BROKEN',
      detail: 'The car is broken.',
      faults: [],
      retryAfterSeconds: 7,
    });
  });

  it.each([
    [new ForbiddenException('no'), 403, 'AUTH.FORBIDDEN', 'no.'],
    [
      new NotFoundException('Cannot GET /x?secret=1'),
      404,
      'ROUTE.NOT_FOUND',
      'There is nothing at this address.',
    ],
    [new HttpException('Slow down!', 429), 429, 'REQUEST.TOO_MANY', 'Slow down!'],
    [new HttpException('A teapot', 418), 418, 'REQUEST.STATUS_418', 'A teapot.'],
    [
      Object.assign(new Error('Body too large'), { statusCode: 413 }),
      413,
      'REQUEST.TOO_LARGE',
      'Body too large.',
    ],
  ])('names a refusal of the machinery: %s', (error, status, code, detail) => {
    expect(problemOf(error)).toEqual({ status, code, detail, faults: [] });
  });

  it.each([
    new Error('password=hunter2 at /srv/naif/secret.ts'),
    new HttpException('password=hunter2', 500),
    Object.assign(new Error('password=hunter2'), { statusCode: 502 }),
    'password=hunter2',
    undefined,
  ])('says nothing internal about %s', (error) => {
    const problem = problemOf(error);
    expect(problem).toMatchObject({ status: 500, code: 'SERVER.ERROR' });
    expect(JSON.stringify(problem)).not.toContain('hunter2');
  });

  it('asks to come back when the database is away', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
      code: 'ECONNREFUSED',
    });
    expect(problemOf(error)).toMatchObject({
      status: 503,
      code: 'SERVICE.UNAVAILABLE',
      retryAfterSeconds: 2,
    });
    expect(problemOf(error).detail).not.toContain('5432');
  });
});

describe('problemBody', () => {
  const faults = [{ pointer: '/email', code: 'isEmail', detail: 'Email must be an email.' }];

  it('has the members of RFC 9457 and ours', () => {
    expect(
      problemBody({ status: 400, code: 'REQUEST.INVALID', detail: 'No.', faults }, '/api/x', 'r-1'),
    ).toEqual({
      type: 'urn:naif-control:problem:REQUEST.INVALID',
      title: 'Bad Request',
      status: 400,
      detail: 'No.',
      instance: '/api/x',
      code: 'REQUEST.INVALID',
      requestId: 'r-1',
      errors: faults,
    });
  });
});
