/**
 * NMEA 0183 sentences of satellite receivers. npm `gps` reads them, too, and would not do: it dates a GGA by the machine's
 * clock (which is what is to be set), throws on words that it does not know, takes latitudes of 374° and 25 o'clock.
 */
import { present, RANGES, within } from './receiver-epoch.js';

/** A sentence that says something about the receiver's instant, in our units. What is an empty field is missing. */
export type Sentence =
  | ({ readonly kind: 'gga'; readonly isFix: boolean } & Spoken & TimeOfDay & Place & GgaValues)
  | ({ readonly kind: 'rmc'; readonly isFix: boolean } & Spoken & TimeOfDay & Place & Day & Motion)
  | ({ readonly kind: 'zda' } & Spoken & TimeOfDay & Day)
  | ({ readonly kind: 'gsa'; readonly dimensions: 0 | 2 | 3; readonly hdop?: number } & Spoken)
  | ({ readonly kind: 'vtg' } & Spoken & Motion)
  /** A satellite receiver's, and of no use here. */
  | ({ readonly kind: 'other' } & Spoken);

interface Spoken {
  /** Which satellites it speaks of: `GP`, `GL`, `GN` (all), … */
  readonly talker: string;
}
interface TimeOfDay {
  /** Ms since midnight, UTC. */
  readonly timeOfDayMs?: number;
}
interface Day {
  /** Its midnight, ms since the epoch, UTC. */
  readonly dayMs?: number;
}
interface Place {
  /** Latitude and longitude, degrees. */
  readonly location?: readonly [number, number];
}
interface Motion {
  readonly speedKmh?: number;
  readonly courseDegrees?: number;
}
interface GgaValues {
  readonly satellites?: number;
  readonly hdop?: number;
  readonly altitudeMetres?: number;
}

const KMH_IN_A_KNOT = 1.852;
/** GPS, GLONASS, Galileo, BeiDou, QZSS, NavIC, several together. */
const FORM = /\$((?:G[PLABNQI]|BD|QZ)[A-Z]{3}),([\x20-\x7e]*)\*([0-9A-F]{2})\s*$/i;
/** GGA's quality: 1 to 5 are measured. 6 is dead reckoning, 7 typed in, 8 simulated: no fix of ours. */
const MEASURED_QUALITY = /^[1-5]$/;
/** RMC's mode, where the receiver knows NMEA 2.3: autonomous, differential, precise, RTK. E, M, S, N are no fixes. */
const MEASURED_MODE = /^[ADPRF]?$/;

/**
 * Reads one line. Undefined unless it ends with a satellite receiver's sentence whose checksum is right; what stands before
 * the last `$` is noise, or a sentence that was cut short.
 */
export function parseSentence(line: string): Sentence | undefined {
  const match = FORM.exec(line.slice(Math.max(0, line.lastIndexOf('$'))));
  if (!match) return undefined;
  const [, address = '', body = '', sum = ''] = match;
  if (checksum(`${address},${body}`) !== parseInt(sum, 16)) return undefined;
  const spoken = { talker: address.slice(0, 2) };
  const fields = body.split(',');
  switch (address.slice(2)) {
    case 'GGA':
      return { ...spoken, ...gga(fields) };
    case 'RMC':
      return { ...spoken, ...rmc(fields) };
    case 'ZDA':
      return { ...spoken, ...zda(fields) };
    case 'GSA':
      return { ...spoken, ...gsa(fields) };
    case 'VTG':
      return { ...spoken, ...vtg(fields) };
    default:
      return { ...spoken, kind: 'other' };
  }
}

/** The exclusive or of everything between `$` and `*`. */
function checksum(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum ^= text.charCodeAt(index);
  return sum;
}

type Values<K extends Sentence['kind']> = Omit<Extract<Sentence, { kind: K }>, 'talker'>;

function gga(fields: readonly string[]): Values<'gga'> {
  const [time, latitude, north, longitude, east, quality = '', satellites, hdop, altitude, unit] =
    fields;
  return {
    kind: 'gga',
    isFix: MEASURED_QUALITY.test(quality),
    ...timeOfDay(time),
    ...place(latitude, north, longitude, east),
    ...present('satellites', within(wholeNumber(satellites), ...RANGES.satellites)),
    ...present('hdop', within(number(hdop), ...RANGES.hdop)),
    ...(unit === 'M'
      ? present('altitudeMetres', within(number(altitude), ...RANGES.altitudeMetres))
      : {}),
  };
}

function rmc(fields: readonly string[]): Values<'rmc'> {
  const [time, status, latitude, north, longitude, east, knots, course, date] = fields;
  return {
    kind: 'rmc',
    isFix: status === 'A' && MEASURED_MODE.test(fields[11] ?? ''),
    ...timeOfDay(time),
    ...place(latitude, north, longitude, east),
    ...motion(number(knots), course),
    ...day(date?.slice(0, 2), date?.slice(2, 4), date?.length === 6 ? `20${date.slice(4)}` : ''),
  };
}

function zda([time, dayOfMonth, month, year]: readonly string[]): Values<'zda'> {
  return { kind: 'zda', ...timeOfDay(time), ...day(dayOfMonth, month, year) };
}

function gsa(fields: readonly string[]): Values<'gsa'> {
  const dimensions = fields[1] === '3' ? 3 : fields[1] === '2' ? 2 : 0;
  // Two words, twelve satellites, then position's and horizontal dilution.
  return {
    kind: 'gsa',
    dimensions,
    ...present('hdop', within(number(fields[15]), ...RANGES.hdop)),
  };
}

function vtg([course, , , , knots]: readonly string[]): Values<'vtg'> {
  return { kind: 'vtg', ...motion(number(knots), course) };
}

function motion(knots: number | undefined, course: string | undefined): Motion {
  const speedKmh = knots === undefined ? undefined : rounded(knots * KMH_IN_A_KNOT, 4);
  return {
    ...present('speedKmh', within(speedKmh, ...RANGES.speedKmh)),
    ...present('courseDegrees', within(number(course), ...RANGES.courseDegrees)),
  };
}

/** `hhmmss`, perhaps with decimals. */
function timeOfDay(text = ''): TimeOfDay {
  const [, hours, minutes, seconds] =
    /^([01]\d|2[0-3])([0-5]\d)([0-5]\d(?:\.\d*)?)$/.exec(text) ?? [];
  if (seconds === undefined) return {};
  const wholeMinutes = Number(hours) * 60 + Number(minutes);
  return { timeOfDayMs: Math.round((wholeMinutes * 60 + Number(seconds)) * 1000) };
}

/** A day that the calendar has. */
function day(dayOfMonth = '', month = '', year = ''): Day {
  if (!/^\d\d \d\d \d{4}$/.test(`${dayOfMonth} ${month} ${year}`)) return {};
  const dayMs = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth));
  return new Date(dayMs).toISOString().startsWith(`${year}-${month}-${dayOfMonth}`)
    ? { dayMs }
    : {};
}

function place(latitude = '', north = '', longitude = '', east = ''): Place {
  const degreesNorth = angle(latitude, north, /^(\d\d)([0-5]\d(?:\.\d*)?)$/, 'N', 'S', 90);
  const degreesEast = angle(longitude, east, /^(\d{3})([0-5]\d(?:\.\d*)?)$/, 'E', 'W', 180);
  if (degreesNorth === undefined || degreesEast === undefined) return {};
  // Receivers print both with as many decimals. The checksum does not notice the loss of two equal digits.
  if (decimalsOf(latitude) !== decimalsOf(longitude)) return {};
  return { location: [degreesNorth, degreesEast] };
}

function decimalsOf(text: string): number {
  return text.length - `${text}.`.indexOf('.');
}

/** Degrees and minutes in one number, and the half of the world. */
function angle(
  text: string,
  half: string,
  form: RegExp,
  positive: string,
  negative: string,
  most: number,
): number | undefined {
  const [, degrees, minutes] = form.exec(text) ?? [];
  if (minutes === undefined || (half !== positive && half !== negative)) return undefined;
  const value = rounded(Number(degrees) + Number(minutes) / 60, 8);
  return within(half === negative ? -value : value, -most, most);
}

function number(text = ''): number | undefined {
  return /^-?\d+(\.\d*)?$/.test(text) ? Number(text) : undefined;
}

function wholeNumber(text = ''): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Without the digits that only the conversion has made. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
