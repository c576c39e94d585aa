/** What of a request tells where it comes from. */
export interface RequestSource {
  /** `Sec-Fetch-Site` header: browsers set it, scripts cannot. */
  readonly fetchSite: string | undefined;
  /** `Origin` header. */
  readonly origin: string | undefined;
  /** The origin under which the request reached us, e.g. `https://naif.example`. */
  readonly ownOrigin: string;
}

/**
 * Whether a page of another site made the request. Requests with neither header come from programs, not
 * from pages, and carry no cookie that they were not given: they pass.
 *
 * @param publicOrigins origins whose pages may change data; none: the request's own
 */
export function isCrossSite(
  { fetchSite, origin, ownOrigin }: RequestSource,
  publicOrigins: readonly string[] | undefined,
): boolean {
  const isOurs = origin !== undefined && (publicOrigins ?? [ownOrigin]).includes(origin);
  if (origin !== undefined && !isOurs) return true;
  switch (fetchSite) {
    case undefined:
    case 'same-origin':
    case 'none':
      return false;
    case 'same-site':
      return !isOurs; // A neighbour under the same domain is a stranger unless it is listed.
    default:
      return true;
  }
}
