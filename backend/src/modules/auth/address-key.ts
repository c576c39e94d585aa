import { isIP, isIPv6 } from 'node:net';

/**
 * The address as a database can keep it: without the zone of a link-local one; `undefined` when it is no
 * address, as what a proxy forwards may be.
 */
export function plainAddress(address: string): string | undefined {
  const [plain = ''] = address.split('%');
  return isIP(plain) === 0 ? undefined : plain;
}

/**
 * The key under which attempts of an address are counted: an IPv4 address itself, of an IPv6 address its
 * /64, because one customer line has at least that many (RFC 6177).
 */
export function addressKey(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = (plain.split('%')[0] ?? '').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(zeros).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
