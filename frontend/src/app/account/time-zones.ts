/** A part of the world with its time zones. */
export interface ZoneRegion {
  readonly name: string;
  /** IANA names. */
  readonly zones: readonly string[];
}

/** The zones of this browser by regions, with one that it may not list: an account can come from a newer one. */
export function zoneRegions(also: string | undefined): readonly ZoneRegion[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = also === undefined || known.includes(also) ? known : [...known, also];
  const regions = new Map<string, string[]>();
  for (const zone of all) {
    const region = zone.split('/')[0] ?? zone;
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  return [...regions].map(([name, zones]) => ({ name, zones }));
}

/** A zone for people: its place, `Argentina – Buenos Aires`. */
export function zoneName(zone: string): string {
  const [first = zone, ...places] = zone.split('/');
  return (places.length === 0 ? first : places.join(' – ')).replaceAll('_', ' ');
}

/** The zone of this browser. */
export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
