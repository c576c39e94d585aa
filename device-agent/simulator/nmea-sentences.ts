import type { GpsSensorDto } from '@naif/wire';

const KMH_IN_A_KNOT = 1.852;

/** The burst of sentences with which a receiver tells one epoch: GGA, GSA, RMC. What is not known is an empty field. */
export function nmeaSentences(time: number, gps: GpsSensorDto | undefined): string {
  const moment = new Date(time).toISOString();
  const clock = moment.slice(11, 23).replaceAll(':', '');
  const date = `${moment.slice(8, 10)}${moment.slice(5, 7)}${moment.slice(2, 4)}`;
  const fix = gps?.location ? { ...gps, location: gps.location } : undefined;
  const place = fix ? placeFields(fix.location) : ['', '', '', ''];
  const hdop = known(fix?.hdop, 2);
  const satellites = fix ? known(fix.satellites, 0) : '00';
  const altitude = known(fix?.altitude, 2);
  const knots = fix?.speed === undefined ? '' : (fix.speed / KMH_IN_A_KNOT).toFixed(3);
  const course = known(fix?.course, 2);
  return [
    ['GPGGA', clock, ...place, fix ? 1 : 0, satellites, hdop, altitude, 'M', '', 'M', '', ''],
    ['GPGSA', 'A', fix ? 3 : 1, ...Array.from({ length: 12 }, () => ''), '', hdop, ''],
    ['GPRMC', clock, fix ? 'A' : 'V', ...place, knots, course, date, '', '', fix ? 'A' : 'N'],
  ]
    .map((fields) => sentence(fields.join(',')))
    .join('');
}

/** The body between `$` and `*`, with its checksum: the exclusive or of its characters. */
export function sentence(body: string): string {
  const sum = Buffer.from(body, 'latin1').reduce((all, byte) => all ^ byte, 0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
}

/** Degrees and minutes; five decimals of a minute are 2 cm. */
function placeFields([latitude, longitude]: readonly [number, number]): readonly string[] {
  return [
    angle(latitude, 2),
    latitude < 0 ? 'S' : 'N',
    angle(longitude, 3),
    longitude < 0 ? 'W' : 'E',
  ];
}

function angle(degrees: number, digits: number): string {
  // In hundred-thousandths of a minute, so that 59.999999 becomes the next degree and not 60 minutes.
  const units = Math.round(Math.abs(degrees) * 60e5);
  const minutes = (units % 60e5) / 1e5;
  const whole = String(Math.floor(units / 60e5)).padStart(digits, '0');
  return `${whole}${minutes.toFixed(5).padStart(8, '0')}`;
}

function known(value: number | undefined, decimals: number): string {
  return value === undefined ? '' : value.toFixed(decimals);
}
