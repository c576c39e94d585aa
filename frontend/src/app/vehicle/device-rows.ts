import type { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import type { Translate } from '../i18n/words';
import * as health from './device-health';
import type { DeviceStatus } from './device-store';

/** One thing that a device tells of itself, in words. */
export interface HealthRow {
  readonly key: string;
  readonly level: health.Level;
  readonly label: string;
  readonly value: string;
  /** Why it is missing, what is wrong, or what it means. */
  readonly note: string;
}

/** What belongs together. */
export interface HealthGroup {
  readonly key: 'sensors' | 'power' | 'sending' | 'system';
  readonly rows: readonly HealthRow[];
}

/** By what rows are worded. */
export interface Wording {
  readonly t: Translate;
  readonly format: Format;
  /** Ages count up to here, ms since the epoch. */
  readonly nowMs: number;
}

/** Everything that a status says, group by group. */
export function healthGroups(status: DeviceStatus, wording: Wording): readonly HealthGroup[] {
  return [
    { key: 'sensors', rows: sensorRows(status, wording) },
    { key: 'power', rows: powerRows(status, wording) },
    { key: 'sending', rows: sendingRows(status, wording) },
    { key: 'system', rows: systemRows(status, wording) },
  ];
}

/** Without a word on these nobody can say that all is well. */
const ESSENTIAL = new Set(['gps', 'obd', 'outbox', 'disk']);

/** The worst that the groups tell, and what it is about. Missing is no fault, but not well either. */
export function summaryOf(groups: readonly HealthGroup[]): {
  readonly level: 'good' | 'watch' | 'bad' | 'missing';
  readonly labels: readonly string[];
} {
  const rows = groups.flatMap((group) => group.rows);
  for (const level of ['bad', 'watch'] as const) {
    const labels = rows.filter((row) => row.level === level).map(({ label }) => label);
    if (labels.length > 0) return { level, labels };
  }
  const untold = rows.filter(({ key, level }) => level === 'missing' && ESSENTIAL.has(key));
  if (untold.length === 0) return { level: 'good', labels: [] };
  return { level: 'missing', labels: untold.map(({ label }) => label) };
}

function rowOf(
  key:
    | 'gps'
    | 'obd'
    | 'vin'
    | 'clock'
    | 'power'
    | 'battery'
    | 'previousEnd'
    | 'running'
    | 'outbox'
    | 'site'
    | 'reconnects'
    | 'dropped'
    | 'refused'
    | 'undatable'
    | 'cpu'
    | 'memory'
    | 'disk'
    | 'damaged',
  { level, note }: health.Finding,
  value: string | undefined,
  { t }: Wording,
  more = '',
): HealthRow {
  const notes = [note === undefined ? '' : t(note), more].filter((text) => text !== '');
  return {
    key,
    level,
    label: t(`device.row.${key}`),
    value: value ?? MISSING,
    note: notes.join(', '),
  };
}

function sensorRows(status: DeviceStatus, wording: Wording): readonly HealthRow[] {
  const { gps, obd, vinMatches, clock } = status;
  const { t, format } = wording;
  const error = clock?.uncertaintyMs;
  const source = clock && t(`device.clock.${clock.source}`);
  return [
    rowOf('gps', health.gpsFinding(status), gps && t(`device.gps.${gps}`), wording),
    rowOf('obd', health.obdFinding(obd), obd && t(`device.obd.${obd}`), wording),
    rowOf(
      'vin',
      health.vinFinding(vinMatches),
      vinMatches === undefined ? undefined : t(vinMatches ? 'device.vin.yes' : 'device.vin.no'),
      wording,
    ),
    rowOf(
      'clock',
      health.clockFinding(clock),
      source && error !== undefined ? `${source} ± ${durationText(error, format)}` : source,
      wording,
    ),
  ];
}

function powerRows(status: DeviceStatus, wording: Wording): readonly HealthRow[] {
  const { power, batteryVolts, previousEnd, uptimeSeconds, time } = status;
  const { t, format, nowMs } = wording;
  const begun = uptimeSeconds === undefined ? undefined : Date.parse(time) - uptimeSeconds * 1000;
  return [
    rowOf('power', health.powerFinding(power), power && t(`device.powerState.${power}`), wording),
    rowOf('battery', health.batteryFinding(status), format.quantity(batteryVolts, 'V', 1), wording),
    rowOf(
      'previousEnd',
      health.previousEndFinding(status),
      previousEnd && t(`device.previousEnd.${previousEnd}`),
      wording,
    ),
    rowOf(
      'running',
      begun === undefined ? health.untold : { level: 'plain' },
      begun === undefined ? undefined : format.age(begun, nowMs),
      wording,
      begun === undefined ? '' : format.time(begun, 'full'),
    ),
  ];
}

function sendingRows(status: DeviceStatus, wording: Wording): readonly HealthRow[] {
  const { outboxDepth: depth, outboxOldestAt, site, reconnects } = status;
  const { t, format, nowMs } = wording;
  const rows = (many: number): string =>
    many === 0 ? t('device.noRows') : t('device.rows', { count: format.number(many) });
  const oldest =
    outboxOldestAt !== undefined && depth !== 0
      ? t('device.oldest', { age: format.age(outboxOldestAt, nowMs) })
      : '';
  const missed = (key: 'dropped' | 'refused' | 'undatable', readings: number | undefined) =>
    rowOf(
      key,
      health.missedFinding(readings, `device.note.${key}`),
      count(readings, wording, 'device.none'),
      wording,
    );
  return [
    rowOf(
      'outbox',
      health.outboxFinding(status),
      depth === undefined ? undefined : rows(depth),
      wording,
      oldest,
    ),
    rowOf('site', health.siteFinding(site), site && t(`device.site.${site}`), wording),
    rowOf(
      'reconnects',
      health.reconnectsFinding(status),
      count(reconnects, wording, 'device.none'),
      wording,
    ),
    missed('dropped', status.readingsDropped),
    missed('refused', status.readingsRefused),
    missed('undatable', status.readingsUndatable),
  ];
}

function systemRows(status: DeviceStatus, wording: Wording): readonly HealthRow[] {
  const { cpuCelsius, memoryBytes, diskFreeBytes, outboxesDamaged } = status;
  const { format } = wording;
  return [
    rowOf('cpu', health.cpuFinding(cpuCelsius), format.quantity(cpuCelsius, '°C', 1), wording),
    rowOf('memory', health.memoryFinding(memoryBytes), bytesText(memoryBytes, wording), wording),
    rowOf('disk', health.diskFinding(status), bytesText(diskFreeBytes, wording), wording),
    rowOf(
      'damaged',
      health.damagedFinding(outboxesDamaged),
      count(outboxesDamaged, wording, 'device.noneMasculine'),
      wording,
    ),
  ];
}

function count(
  many: number | undefined,
  { t, format }: Wording,
  none: 'device.none' | 'device.noneMasculine',
): string | undefined {
  if (many === undefined) return undefined;
  return many === 0 ? t(none) : format.number(many);
}

/** Bytes for people: thousands of millions are gigabytes, as on the card's label. */
export function bytesText(bytes: number | undefined, { t, format }: Wording): string | undefined {
  if (bytes === undefined) return undefined;
  return bytes < 1e9
    ? format.quantity(bytes / 1e6, t('unit.megabytes'))
    : format.quantity(bytes / 1e9, t('unit.gigabytes'), 1);
}

/** A short time for people: `20 ms`, `0,5 s`, `1 min`. */
export function durationText(ms: number, format: Format): string {
  if (ms < 200) return format.quantity(ms, 'ms');
  if (ms >= 60_000) return format.quantity(ms / 60_000, 'min', ms % 60_000 === 0 ? 0 : 1);
  return format.quantity(ms / 1000, 's', ms % 1000 === 0 ? 0 : 1);
}
