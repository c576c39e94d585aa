import { isDatabaseAway } from './database-away.js';

const coded = (code: string): Error => Object.assign(new Error('x'), { code });

describe('isDatabaseAway', () => {
  it.each([
    coded('ECONNREFUSED'),
    coded('ECONNRESET'),
    coded('57P01'), // admin_shutdown
    coded('57P03'), // cannot_connect_now
    coded('08006'), // connection_failure
    new Error('Connection terminated unexpectedly'),
    new Error('timeout exceeded when trying to connect'),
    Object.assign(new Error('query failed'), { driverError: coded('57P01') }),
    new Error('store failed', { cause: coded('ECONNREFUSED') }),
  ])('is true for %s', (error) => expect(isDatabaseAway(error)).toBe(true));

  it.each([coded('23505'), coded('42P01'), new Error('no'), 'ECONNREFUSED', undefined])(
    'is false for %s',
    (error) => expect(isDatabaseAway(error)).toBe(false),
  );
});
