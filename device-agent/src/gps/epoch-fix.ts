import type { GpsFix } from '@naif/wire';
import type { Sentence } from './nmea-sentence.js';
import { present, RANGES, within, type ReceiverEpoch } from './receiver-epoch.js';

type Of<K extends Sentence['kind']> = Extract<Sentence, { kind: K }>;

/** Fewest satellites that give three dimensions and time. */
const SATELLITES_FOR_3D = 4;
/** GGA and RMC of one instant differ by their decimals at most; if by more than this, one of them is wrong. */
const SAME_PLACE_DEGREES = 0.001;

/**
 * What the sentences of one instant say together. A fix needs every sentence that speaks of it to agree: a void RMC, a GGA of
 * quality 0 or a GSA without dimensions leave nothing but the time and the number of satellites. Altitude counts only in three
 * dimensions: in two the receiver assumes it. Pure.
 */
export function epochOf(sentences: readonly Sentence[]): ReceiverEpoch {
  const of = <K extends Sentence['kind']>(kind: K): Of<K>[] =>
    sentences.filter((sentence): sentence is Of<K> => sentence.kind === kind);
  const gga = of('gga');
  const [rmc] = of('rmc');
  const gsa = of('gsa');
  const place = placeOf(gga, rmc);
  const quality = {
    ...present('time', timeOf([...of('rmc'), ...of('zda')])),
    ...present('satellites', satellitesOf(gga)),
    ...present('hdop', [...gga, ...gsa].find(({ hdop }) => hdop !== undefined)?.hdop),
  };
  const fix = fixOf(gga, rmc, gsa, place !== undefined);
  if (!place || fix === undefined || fix === 'none') return { ...quality, ...present('fix', fix) };
  const [vtg] = of('vtg');
  const altitude = gga.find(({ isFix }) => isFix)?.altitudeMetres;
  return {
    ...quality,
    fix,
    location: place,
    ...(fix === '3d' ? present('altitudeMetres', altitude) : {}),
    ...present('speedKmh', rmc?.speedKmh ?? vtg?.speedKmh),
    ...present('courseDegrees', rmc?.courseDegrees ?? vtg?.courseDegrees),
  };
}

function timeOf(dated: readonly (Of<'rmc'> | Of<'zda'>)[]): number | undefined {
  for (const { timeOfDayMs, dayMs } of dated) {
    if (timeOfDayMs !== undefined && dayMs !== undefined) return dayMs + timeOfDayMs;
  }
  return undefined;
}

/** A receiver of several systems has one GGA for all, or one for each. */
function satellitesOf(gga: readonly Of<'gga'>[]): number | undefined {
  const counts = gga.flatMap(({ satellites }) => satellites ?? []);
  const sum = counts.reduce((all, count) => all + count, 0);
  return counts.length === 0 ? undefined : within(sum, ...RANGES.satellites);
}

function placeOf(
  gga: readonly Of<'gga'>[],
  rmc: Of<'rmc'> | undefined,
): readonly [number, number] | undefined {
  const place = gga.find(({ isFix }) => isFix)?.location;
  const other = rmc?.location;
  if (!place || !other) return place ?? other;
  const apart = Math.max(Math.abs(place[0] - other[0]), Math.abs(place[1] - other[1]));
  return apart <= SAME_PLACE_DEGREES ? place : undefined;
}

function fixOf(
  gga: readonly Of<'gga'>[],
  rmc: Of<'rmc'> | undefined,
  gsa: readonly Of<'gsa'>[],
  hasPlace: boolean,
): GpsFix | undefined {
  // One system of several may see nothing; what counts is that one does.
  const dimensions = gsa.length === 0 ? undefined : Math.max(...gsa.map((one) => one.dimensions));
  const isVoid =
    rmc?.isFix === false ||
    (gga.length > 0 && !gga.some(({ isFix }) => isFix)) ||
    satellitesOf(gga) === 0 ||
    dimensions === 0;
  if (isVoid) return 'none';
  if (!hasPlace) return gga.length > 0 || rmc ? 'none' : undefined;
  if (dimensions !== undefined) return dimensions === 3 ? '3d' : '2d';
  return (satellitesOf(gga) ?? 0) >= SATELLITES_FOR_3D ? '3d' : '2d';
}
