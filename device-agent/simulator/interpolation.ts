import type { GpsSensorDto, Obd2SensorDto } from '@naif/wire';
import { roundTo, type RecordedPoint } from '../src/replay/envirocar-recording.js';

/** Recorded points this far apart (ms) or farther are a gap: nothing is made up inside it. */
const GAP_MS = 15_000;

/** A drive's values at one of its instants. */
export interface DriveInstant {
  readonly gps?: GpsSensorDto;
  readonly obd2?: Obd2SensorDto;
  /** Computed between two recorded points, not recorded itself. */
  readonly interpolated: boolean;
}

/**
 * The drive `offsetMs` after its first point: the recorded point itself, or the straight line between its two
 * neighbours. A value that either neighbour lacks stays missing. Undefined in a gap and outside the drive.
 */
export function driveAt(
  points: readonly RecordedPoint[],
  offsetMs: number,
): DriveInstant | undefined {
  const index = lastAtOrBefore(points, offsetMs);
  const before = points[index];
  if (!before) return undefined;
  if (before.offsetMs === offsetMs)
    return { ...sensors(before.gps, before.obd2), interpolated: false };
  const after = points[index + 1];
  if (!after || after.offsetMs - before.offsetMs >= GAP_MS) return undefined;
  const share = (offsetMs - before.offsetMs) / (after.offsetMs - before.offsetMs);
  const gps = before.gps && after.gps ? betweenFixes(before.gps, after.gps, share) : undefined;
  const obd2 = before.obd2 && after.obd2 ? between(before.obd2, after.obd2, share) : undefined;
  return gps || obd2 ? { ...sensors(gps, obd2), interpolated: true } : undefined;
}

/** The direction (degrees) on the shorter way from one to the other. */
export function betweenAngles(from: number, to: number, share: number): number {
  const turn = ((((to - from) % 360) + 540) % 360) - 180;
  return roundTo((from + turn * share + 360) % 360, 2);
}

function lastAtOrBefore(points: readonly RecordedPoint[], offsetMs: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((points[middle]?.offsetMs ?? Infinity) <= offsetMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function betweenFixes(from: GpsSensorDto, to: GpsSensorDto, share: number): GpsSensorDto {
  const { course: _, ...rest } = between(from, to, share);
  return {
    ...rest,
    ...(from.location && to.location
      ? {
          location: [
            between1(from.location[0], to.location[0], share, 7),
            between1(from.location[1], to.location[1], share, 7),
          ],
        }
      : {}),
    ...(from.course !== undefined && to.course !== undefined
      ? { course: betweenAngles(from.course, to.course, share) }
      : {}),
  };
}

/** Every number that both have, on the straight line; nothing else of them but their kind. */
function between<T extends { sensor: string }>(from: T, to: T, share: number): T {
  const others: Partial<Record<string, unknown>> = { ...to };
  const values = Object.entries(from).flatMap(([name, value]: [string, unknown]) => {
    const other = others[name];
    return typeof value === 'number' && typeof other === 'number'
      ? [[name, between1(value, other, share, 2)]]
      : [];
  });
  return { sensor: from.sensor, ...Object.fromEntries(values) } as T;
}

function between1(from: number, to: number, share: number, decimals: number): number {
  return roundTo(from + (to - from) * share, decimals);
}

function sensors(
  gps: GpsSensorDto | undefined,
  obd2: Obd2SensorDto | undefined,
): Pick<DriveInstant, 'gps' | 'obd2'> {
  return { ...(gps ? { gps } : {}), ...(obd2 ? { obd2 } : {}) };
}
