import type { WordKey } from '../i18n/words';
import type { DeviceClock, DeviceStatus } from './device-store';

/** How something is: `plain` is a fact that is neither good nor bad, `missing` was not told. */
export type Level = 'good' | 'plain' | 'watch' | 'bad' | 'missing';

/** How something is, and what there is to say about it. */
export interface Finding {
  readonly level: Level;
  /** Missing where there is nothing more to say than how it is. */
  readonly note?: WordKey;
}

/** The Pi's processor slows itself down from 80 °C on, and hard at 85 °C (Raspberry Pi documentation, "Frequency management and thermal control"). */
export const CPU_HOT_CELSIUS = 80;
export const CPU_LIMIT_CELSIUS = 85;
/** Free space from which on a card wants a look, and below which SQLite's journal and a week offline have no room, bytes. */
export const DISK_LOW_BYTES = 500_000_000;
export const DISK_FULL_BYTES = 100_000_000;
/** Resting voltage of a 12 V lead battery that is half and (at 20 °C) about a fifth full; usual charts agree within 0.1 V. */
export const BATTERY_WEAK_VOLTS = 12.2;
export const BATTERY_LOW_VOLTS = 11.8;
/** An alternator that charges holds 13.2 V at least; a regulator that fails lets it rise above 15 V. */
export const CHARGING_LEAST_VOLTS = 13.2;
export const CHARGING_MOST_VOLTS = 15;
/** A quarter of the smallest Pi 4's memory, for a program that is content with a third of that, bytes. */
export const MEMORY_HIGH_BYTES = 256_000_000;
/** Readings are a second apart: with a larger error they cannot be told apart, ms. */
export const CLOCK_UNSURE_MS = 1000;
/** A live device sends every few seconds: what waits for longer is being caught up, ms. */
export const OUTBOX_LATE_MS = 2 * 60_000;
/** Lines that are opened again more often than so in an hour have a loose contact or too little power. */
export const RECONNECTS_PER_HOUR = 6;
/** An hour of driving at one reading a second: fewer are told, more want a look. */
export const READINGS_MISSED = 3600;

/** What this device does not tell. */
export const untold: Finding = { level: 'missing', note: 'device.note.untold' };

/** How the satellite receiver does: a parked car may well stand where the sky is not seen. */
export function gpsFinding({ gps, power }: DeviceStatus): Finding {
  switch (gps) {
    case undefined:
      return untold;
    case 'ok':
      return { level: 'good' };
    case 'no-fix':
      return { level: power === 'parked' ? 'plain' : 'watch', note: 'device.note.gpsNoFix' };
    case 'silent':
      return { level: 'bad', note: 'device.note.gpsSilent' };
    case 'missing':
      return { level: 'bad', note: 'device.note.gpsMissing' };
    default:
      return gps satisfies never;
  }
}

/** How the OBD-2 adapter does. */
export function obdFinding(obd: DeviceStatus['obd']): Finding {
  switch (obd) {
    case undefined:
      return untold;
    case 'ok':
      return { level: 'good' };
    case 'engine-off':
      return { level: 'good', note: 'device.note.obdEngineOff' };
    case 'no-car':
      return { level: 'watch', note: 'device.note.obdNoCar' };
    case 'silent':
      return { level: 'bad', note: 'device.note.obdSilent' };
    case 'missing':
      return { level: 'bad', note: 'device.note.obdMissing' };
    default:
      return obd satisfies never;
  }
}

/** Whether the device sits in the car that it was enrolled for. */
export function vinFinding(matches: boolean | undefined): Finding {
  if (matches === undefined) return { level: 'missing', note: 'device.note.vinUntold' };
  return matches ? { level: 'good' } : { level: 'bad', note: 'device.note.vinOther' };
}

/** How the car's battery is: at rest its voltage tells its charge, with the engine on that it is charged. */
export function batteryFinding({ batteryVolts: volts, obd, power }: DeviceStatus): Finding {
  if (volts === undefined) return { level: 'missing', note: 'device.note.batteryUntold' };
  const runs = obd === 'ok' || (obd === undefined && power === 'driving');
  if (runs && volts > CHARGING_MOST_VOLTS) return { level: 'bad', note: 'device.note.batteryOver' };
  if (runs && volts < CHARGING_LEAST_VOLTS) {
    return { level: 'watch', note: 'device.note.batteryNotCharging' };
  }
  if (runs) return { level: 'good', note: 'device.note.batteryCharging' };
  if (volts < BATTERY_LOW_VOLTS) return { level: 'bad', note: 'device.note.batteryLow' };
  if (volts < BATTERY_WEAK_VOLTS) return { level: 'watch', note: 'device.note.batteryWeak' };
  return { level: 'good', note: 'device.note.batteryFull' };
}

/** What the vehicle says of its power. */
export function powerFinding(power: DeviceStatus['power']): Finding {
  return power === undefined ? untold : { level: 'plain', note: `device.powerNote.${power}` };
}

/** How its run before this one ended. */
export function previousEndFinding({ previousEnd: end, uptimeSeconds }: DeviceStatus): Finding {
  switch (end) {
    case undefined:
      // Who tells how long it runs would tell how it ended before.
      return uptimeSeconds === undefined
        ? untold
        : { level: 'plain', note: 'device.note.firstRun' };
    case 'stopped':
      return { level: 'good', note: 'device.note.endStopped' };
    case 'power-lost':
      return { level: 'plain', note: 'device.note.endPowerLost' };
    case 'unplugged':
      return { level: 'watch', note: 'device.note.endUnplugged' };
    case 'crashed':
      return { level: 'watch', note: 'device.note.endCrashed' };
    default:
      return end satisfies never;
  }
}

/** How sure it is of its time. */
export function clockFinding(clock: DeviceClock | undefined): Finding {
  if (clock === undefined) return untold;
  if (clock.source === 'none') return { level: 'bad', note: 'device.note.clockNever' };
  const unsure = clock.source === 'rtc' || (clock.uncertaintyMs ?? 0) > CLOCK_UNSURE_MS;
  return unsure ? { level: 'watch', note: 'device.note.clockUnsure' } : { level: 'good' };
}

/** Whether what it measures arrives in time. Ages count by its own clock: both times are its. */
export function outboxFinding({ outboxDepth, outboxOldestAt, time }: DeviceStatus): Finding {
  if (outboxDepth === undefined) return untold;
  if (outboxDepth === 0) return { level: 'good', note: 'device.note.outboxEmpty' };
  const late =
    outboxOldestAt !== undefined && Date.parse(time) - Date.parse(outboxOldestAt) > OUTBOX_LATE_MS;
  return late
    ? { level: 'watch', note: 'device.note.outboxLate' }
    : { level: 'good', note: 'device.note.outboxOnItsWay' };
}

/** Which server it reaches. */
export function siteFinding(site: DeviceStatus['site']): Finding {
  if (site === undefined) return untold;
  return site === 'main' ? { level: 'good' } : { level: 'watch', note: 'device.note.siteBackup' };
}

/** Whether its lines hold. */
export function reconnectsFinding({ reconnects, uptimeSeconds }: DeviceStatus): Finding {
  if (reconnects === undefined) return untold;
  if (reconnects === 0) return { level: 'good' };
  // In its first hour a start with the plug still moving is no rate.
  const hours = Math.max(1, (uptimeSeconds ?? 3600) / 3600);
  return reconnects / hours > RECONNECTS_PER_HOUR
    ? { level: 'watch', note: 'device.note.reconnectsMany' }
    : { level: 'plain', note: 'device.note.reconnectsFew' };
}

/** Readings that never arrived, for one of three reasons. @param note what the reason is */
export function missedFinding(readings: number | undefined, note: WordKey): Finding {
  if (readings === undefined) return untold;
  if (readings === 0) return { level: 'good', note: 'device.note.none' };
  return { level: readings >= READINGS_MISSED ? 'watch' : 'plain', note };
}

/** How much room its disk has. */
export function diskFinding({ diskFreeBytes: free, diskRefuses }: DeviceStatus): Finding {
  if (diskRefuses === true) return { level: 'bad', note: 'device.note.diskRefuses' };
  if (free === undefined) return untold;
  if (free < DISK_FULL_BYTES) return { level: 'bad', note: 'device.note.diskFull' };
  if (free < DISK_LOW_BYTES) return { level: 'watch', note: 'device.note.diskLow' };
  return { level: 'good' };
}

/** Whether files of its outbox broke. */
export function damagedFinding(files: number | undefined): Finding {
  if (files === undefined) return untold;
  return files === 0
    ? { level: 'good', note: 'device.note.none' }
    : { level: 'watch', note: 'device.note.damaged' };
}

/** Whether its processor is too warm. */
export function cpuFinding(celsius: number | undefined): Finding {
  if (celsius === undefined) return { level: 'missing', note: 'device.note.cpuUntold' };
  if (celsius >= CPU_LIMIT_CELSIUS) return { level: 'bad', note: 'device.note.cpuLimit' };
  if (celsius >= CPU_HOT_CELSIUS) return { level: 'watch', note: 'device.note.cpuHot' };
  return { level: 'good' };
}

/** Whether its program swells. */
export function memoryFinding(bytes: number | undefined): Finding {
  if (bytes === undefined) return untold;
  return bytes >= MEMORY_HIGH_BYTES
    ? { level: 'watch', note: 'device.note.memoryHigh' }
    : { level: 'good' };
}
