import { EntryBuilder, isPlaced, type VehicleName } from './fleet-entry';

const NOW = 1_000_000_000;
const name: VehicleName = {
  id: 'a',
  plate: 'AB-123-CD',
  model: 'KIA Picanto',
  client: 'Anne Martin',
  last: { id: 'a', timeMs: NOW - 60_000, speedKmh: 0 },
};
const live = { id: 'a', timeMs: NOW, speedKmh: 40, latitude: 51.7, longitude: 7.8 };

describe('EntryBuilder', () => {
  const build = (
    builder: EntryBuilder,
    facts: Partial<Record<string, typeof live>>,
    nowMs = NOW,
    names: Partial<Record<string, VehicleName>> = { a: name },
  ) =>
    builder.build(
      ['a'],
      (id) => names[id],
      (id) => facts[id],
      nowMs,
    )[0];

  it('prefers what is live over what was read with the name', () => {
    const builder = new EntryBuilder();
    expect(build(builder, {})).toMatchObject({ label: 'AB-123-CD', state: 'stopped' });
    expect(build(builder, { a: live })).toMatchObject({ state: 'moving', latitude: 51.7 });
  });

  it('keeps the object while nothing changes, and lets it age', () => {
    const builder = new EntryBuilder();
    const first = build(builder, { a: live });
    expect(build(builder, { a: live }, NOW + 119_000)).toBe(first);
    const stale = build(builder, { a: live }, NOW + 120_000);
    expect(stale).not.toBe(first);
    expect(stale?.state).toBe('stale');
  });

  it('shows a vehicle whose name is not known yet, and takes the name when it comes', () => {
    const builder = new EntryBuilder();
    expect(build(builder, { a: live }, NOW, {})).toMatchObject({ label: '', state: 'moving' });
    expect(build(builder, { a: live })).toMatchObject({ label: 'AB-123-CD' });
  });

  it('tells who can be put on the map', () => {
    const builder = new EntryBuilder();
    const [before, after] = [build(builder, {}), build(builder, { a: live })];
    expect(before && isPlaced(before)).toBe(false);
    expect(after && isPlaced(after)).toBe(true);
  });
});
