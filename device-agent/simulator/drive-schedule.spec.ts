import { DriveSchedule } from './drive-schedule.js';

const DRIVE_MS = 477_000;
const NOON = Date.UTC(2026, 0, 5, 12);

describe('DriveSchedule', () => {
  const schedule = new DriveSchedule(DRIVE_MS, 0.37);

  it('goes through every phase of a round in order, and again', () => {
    const kinds: string[] = [];
    for (let time = NOON; time < NOON + 2 * schedule.roundMs; time += 1000) {
      const { kind } = schedule.at(time);
      if (kinds.at(-1) !== kind) kinds.push(kind);
    }
    const round = ['driving', 'stopping', 'parked'];
    const first = round.indexOf(kinds[0]!);
    expect(kinds.slice(0, 6)).toEqual([...round, ...round, ...round].slice(first, first + 6));
  });

  it('is off for over a minute with readings, then a while without', () => {
    const count = (kind: string): number =>
      Array.from({ length: schedule.roundMs / 1000 }, (_, second) =>
        schedule.at(NOON + second * 1000),
      ).filter((phase) => phase.kind === kind).length;
    expect([count('driving'), count('stopping'), count('parked')]).toEqual([478, 70, 149]);
  });

  it('meets the recorded points on whole seconds', () => {
    for (let time = NOON; time < NOON + 1_000_000; time += 1000) {
      const phase = schedule.at(time);
      if (phase.kind === 'driving') expect(phase.offsetMs % 1000).toBe(0);
    }
  });

  it('sets vehicles apart by their phase', () => {
    expect(new DriveSchedule(DRIVE_MS, 0.5).at(NOON)).not.toEqual(schedule.at(NOON));
  });
});
