import { BlockList, isIP } from 'node:net';

/**
 * Who asks, as Fastify tells it of requests (`request.ip`), for what is no request: the nearest address that no trusted
 * proxy has. What others write into `X-Forwarded-For` does not count.
 */
export class ClientAddress {
  private readonly trusted = new BlockList();

  /** @param trusted addresses and networks of proxies (TRUST_PROXY) */
  constructor(trusted: readonly string[] = []) {
    for (const proxy of trusted) {
      const [address = '', prefix] = proxy.split('/');
      if (prefix === undefined) this.trusted.addAddress(address, familyOf(address));
      else this.trusted.addSubnet(address, Number(prefix), familyOf(address));
    }
  }

  /**
   * @param peer the other end of the connection
   * @param forwardedFor the header `X-Forwarded-For`
   */
  of(peer: string, forwardedFor: string | string[] | undefined): string {
    const told = [forwardedFor ?? []].flat().join(',').split(',');
    const chain = [peer, ...told.map((one) => one.trim()).reverse()].filter((one) => one !== '');
    return chain.find((address) => !this.isTrusted(address)) ?? chain.at(-1) ?? peer;
  }

  private isTrusted(address: string): boolean {
    return isIP(address) !== 0 && this.trusted.check(address, familyOf(address));
  }
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}
