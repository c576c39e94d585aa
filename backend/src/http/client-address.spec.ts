import { ClientAddress } from './client-address.js';

describe('ClientAddress', () => {
  const behindProxies = new ClientAddress(['10.0.0.0/8', '192.0.2.1', 'fd00::/8']);

  it.each<[string, string, string | string[] | undefined, string]>([
    ['no proxy', '198.51.100.7', undefined, '198.51.100.7'],
    ['somebody who only says so', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['one proxy', '10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['a proxy over an IPv6 socket', '::ffff:10.1.2.3', '203.0.113.9', '203.0.113.9'],
    ['two proxies', 'fd00::1', '203.0.113.9, 192.0.2.1', '203.0.113.9'],
    ['an invented beginning', '10.1.2.3', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    ['two headers', '10.1.2.3', ['203.0.113.9', '192.0.2.1'], '203.0.113.9'],
    ['nonsense', '10.1.2.3', 'unknown', 'unknown'],
    ['proxies only', '10.1.2.3', '10.9.9.9', '10.9.9.9'],
    ['a silent proxy', '10.1.2.3', undefined, '10.1.2.3'],
  ])('%s', (_, peer, forwardedFor, expected) => {
    expect(behindProxies.of(peer, forwardedFor)).toBe(expected);
  });

  it('trusts nobody by itself', () => {
    expect(new ClientAddress().of('127.0.0.1', '203.0.113.9')).toBe('127.0.0.1');
  });
});
