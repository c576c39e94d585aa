import type { DeviceStatusDto } from '../api/models/device-status-dto';
import {
  batteryFinding,
  clockFinding,
  cpuFinding,
  damagedFinding,
  diskFinding,
  gpsFinding,
  type Level,
  memoryFinding,
  missedFinding,
  obdFinding,
  outboxFinding,
  previousEndFinding,
  reconnectsFinding,
  siteFinding,
  vinFinding,
} from './device-health';

const TIME = '2026-11-25T10:00:00Z';
const status = (fields: Partial<DeviceStatusDto>): DeviceStatusDto => ({ time: TIME, ...fields });

describe('what a device says', () => {
  it('is missing where it said nothing, never good and never zero', () => {
    const nothing = status({});
    const findings = [
      gpsFinding(nothing),
      obdFinding(undefined),
      vinFinding(undefined),
      batteryFinding(nothing),
      clockFinding(undefined),
      outboxFinding(nothing),
      siteFinding(undefined),
      reconnectsFinding(nothing),
      missedFinding(undefined, 'device.note.dropped'),
      diskFinding(nothing),
      damagedFinding(undefined),
      cpuFinding(undefined),
      memoryFinding(undefined),
      previousEndFinding(nothing),
    ];
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['missing']));
  });

  it.each<[Partial<DeviceStatusDto>, Level]>([
    [{ batteryVolts: 14.1, obd: 'ok' }, 'good'],
    [{ batteryVolts: 12.6, obd: 'ok' }, 'watch'],
    [{ batteryVolts: 15.4, obd: 'ok' }, 'bad'],
    [{ batteryVolts: 12.6, obd: 'engine-off', power: 'driving' }, 'good'],
    [{ batteryVolts: 12.1, obd: 'engine-off' }, 'watch'],
    [{ batteryVolts: 11.7, power: 'parked' }, 'bad'],
    [{ batteryVolts: 12.6, power: 'driving' }, 'watch'],
  ])('a battery: %j is %s', (fields, level) => {
    expect(batteryFinding(status(fields)).level).toBe(level);
  });

  it.each<[number, Level]>([
    [51.5, 'good'],
    [79.9, 'good'],
    [80, 'watch'],
    [85, 'bad'],
  ])('a processor at %d °C is %s', (celsius, level) => {
    expect(cpuFinding(celsius).level).toBe(level);
  });

  it.each<[Partial<DeviceStatusDto>, Level]>([
    [{ diskFreeBytes: 12e9 }, 'good'],
    [{ diskFreeBytes: 12e9, diskRefuses: true }, 'bad'],
    [{ diskRefuses: false }, 'missing'],
    [{ diskFreeBytes: 499e6 }, 'watch'],
    [{ diskFreeBytes: 0 }, 'bad'],
  ])('a disk: %j is %s', (fields, level) => {
    expect(diskFinding(status(fields)).level).toBe(level);
  });

  it.each<[Partial<DeviceStatusDto>, Level]>([
    [{ outboxDepth: 0 }, 'good'],
    [{ outboxDepth: 4, outboxOldestAt: '2026-11-25T09:59:57Z' }, 'good'],
    [{ outboxDepth: 4 }, 'good'],
    [{ outboxDepth: 90_000, outboxOldestAt: '2026-11-24T09:00:00Z' }, 'watch'],
  ])('an outbox: %j is %s', (fields, level) => {
    expect(outboxFinding(status(fields)).level).toBe(level);
  });

  it.each<[Partial<DeviceStatusDto>, Level]>([
    [{ reconnects: 0 }, 'good'],
    [{ reconnects: 5, uptimeSeconds: 60 }, 'plain'],
    [{ reconnects: 7, uptimeSeconds: 60 }, 'watch'],
    [{ reconnects: 7, uptimeSeconds: 2 * 3600 }, 'plain'],
  ])('lines: %j is %s', (fields, level) => {
    expect(reconnectsFinding(status(fields)).level).toBe(level);
  });

  it('a clock is as good as its source and its error', () => {
    expect(clockFinding({ source: 'gps', uncertaintyMs: 20 }).level).toBe('good');
    expect(clockFinding({ source: 'ntp' }).level).toBe('good');
    expect(clockFinding({ source: 'ntp', uncertaintyMs: 1500 }).level).toBe('watch');
    expect(clockFinding({ source: 'rtc', uncertaintyMs: 20 }).level).toBe('watch');
    expect(clockFinding({ source: 'none' }).level).toBe('bad');
  });

  it('another car is bad, a backup server wants a look, lost readings from an hour on', () => {
    expect(vinFinding(false).level).toBe('bad');
    expect(siteFinding('backup').level).toBe('watch');
    expect(missedFinding(0, 'device.note.dropped').level).toBe('good');
    expect(missedFinding(3599, 'device.note.dropped').level).toBe('plain');
    expect(missedFinding(3600, 'device.note.dropped').level).toBe('watch');
    expect(previousEndFinding(status({ previousEnd: 'power-lost' })).level).toBe('plain');
    expect(previousEndFinding(status({ previousEnd: 'unplugged' })).level).toBe('watch');
  });

  it('a first run has none before it, and a parked car no sky to see', () => {
    expect(previousEndFinding(status({ uptimeSeconds: 5 })).level).toBe('plain');
    expect(gpsFinding(status({ gps: 'no-fix' })).level).toBe('watch');
    expect(gpsFinding(status({ gps: 'no-fix', power: 'parked' })).level).toBe('plain');
  });
});
