import { zoneName, zoneRegions } from './time-zones';

describe('time zones', () => {
  it('stand under their part of the world', () => {
    const regions = zoneRegions(undefined);
    expect(regions.find(({ name }) => name === 'Europe')?.zones).toContain('Europe/Paris');
    expect(regions.flatMap(({ zones }) => zones)).not.toContain('Mars/Olympus');
  });

  it('have one that this browser does not know', () => {
    expect(zoneRegions('Mars/Olympus').at(-1)).toEqual({ name: 'Mars', zones: ['Mars/Olympus'] });
    const paris = zoneRegions('Europe/Paris').flatMap(({ zones }) => zones);
    expect(paris.filter((zone) => zone === 'Europe/Paris')).toHaveLength(1);
  });

  it.each([
    ['Europe/Paris', 'Paris'],
    ['America/Argentina/Buenos_Aires', 'Argentina – Buenos Aires'],
    ['UTC', 'UTC'],
  ])('%s is called %s', (zone, name) => {
    expect(zoneName(zone)).toBe(name);
  });
});
