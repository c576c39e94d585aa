import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import GPS from 'gps';
import { parseSentence } from './nmea-sentence.js';

/** A sentence with its checksum. */
function summed(body: string): string {
  const sum = Buffer.from(body).reduce((all, byte) => all ^ byte, 0);
  return `$${body}*${sum.toString(16).toUpperCase().padStart(2, '0')}`;
}

const GGA = '$GPGGA,030719.000,3747.0873,S,17518.8938,E,1,08,1.1,59.9,M,23.7,M,,0000*7D';
const TIME_OF_DAY_MS = ((3 * 60 + 7) * 60 + 19) * 1000;

describe('a sentence', () => {
  it('is read in our units', () => {
    expect(parseSentence(GGA)).toEqual({
      kind: 'gga',
      talker: 'GP',
      isFix: true,
      timeOfDayMs: TIME_OF_DAY_MS,
      location: [-37.78478833, 175.31489667],
      satellites: 8,
      hdop: 1.1,
      altitudeMetres: 59.9,
    });
    const rmc = '$GPRMC,030719.000,A,3747.0873,S,17518.8938,E,0.69,181.39,311214,,,A*7D';
    expect(parseSentence(rmc)).toEqual({
      kind: 'rmc',
      talker: 'GP',
      isFix: true,
      timeOfDayMs: TIME_OF_DAY_MS,
      dayMs: Date.UTC(2014, 11, 31),
      location: [-37.78478833, 175.31489667],
      speedKmh: 1.2779,
      courseDegrees: 181.39,
    });
    const gsa = '$GPGSA,A,3,17,28,06,01,30,20,26,13,,,,,1.8,1.1,1.5*33';
    expect(parseSentence(gsa)).toEqual({ kind: 'gsa', talker: 'GP', dimensions: 3, hdop: 1.1 });
    expect(parseSentence('$GNVTG,,T,,M,0.029,N,0.053,K,A*30')).toEqual({
      kind: 'vtg',
      talker: 'GN',
      speedKmh: 0.0537,
    });
    expect(parseSentence('$GNZDA,000941.00,10,01,2017,00,00*70')).toEqual({
      kind: 'zda',
      talker: 'GN',
      timeOfDayMs: 581_000,
      dayMs: Date.UTC(2017, 0, 10),
    });
  });

  it.each([
    ['noise before it', `\x01\xff*7D${GGA}`],
    ['a sentence that was cut short before it', `$GPGGA,030${GGA}`],
    ['a blank after it', `${GGA} `],
    ['a checksum in small letters', GGA.replace('*7D', '*7d')],
  ])('is read with %s', (_, line) => {
    expect(parseSentence(line)).toEqual(parseSentence(GGA));
  });

  it.each([
    ['nothing', ''],
    ['no checksum', GGA.slice(0, -3)],
    ['half a checksum', GGA.slice(0, -1)],
    ['a wrong checksum', GGA.replace('*7D', '*7E')],
    ['a changed digit', GGA.replace('3747', '3748')],
    ['no beginning', GGA.slice(1)],
    ['words behind it', `${GGA}$GP`],
    ['a talker that is no satellite receiver', summed('IIRMC,030719,A,,,,,,,,,,A')],
    ['a proprietary sentence', summed('PSRF150,1')],
    ['JSON', '{"sensors":[]}'],
  ])('is none with %s', (_, line) => {
    expect(parseSentence(line)).toBeUndefined();
  });

  it('of no use is only its talker', () => {
    const gsv = '$GPGSV,3,3,12,11,12,132,04,08,38,008,,02,35,348,,03,14,091,*73';
    expect(parseSentence(gsv)).toEqual({ kind: 'other', talker: 'GP' });
  });

  it.each([
    ['GPGGA,,,,,,0,00,99.99,,,,,,', { kind: 'gga', isFix: false, satellites: 0 }],
    ['GPGGA,256000,9900.00,N,18100.00,E,6,300,-1,59.9,F,,,,', { kind: 'gga', isFix: false }],
    ['GPGGA,,3760.00,S,1751.8938,E,1,x,y,z,M,,,,', { kind: 'gga', isFix: true }],
    ['GPGGA,,3747.00,Q,17518.89,E,1,,,,,,,,', { kind: 'gga', isFix: true }],
    ['GPRMC,,V,,,,,,,,,,N', { kind: 'rmc', isFix: false }],
    ['GPRMC,,A,,,,,9999,400,310224,,,A', { kind: 'rmc', isFix: true }],
    ['GPRMC,,A,,,,,,,,,,E', { kind: 'rmc', isFix: false }],
    ['GPRMC', undefined],
    ['GPRMC,', { kind: 'rmc', isFix: false }],
    ['GPGSA,A,1,,,,,,,,,,,,,,99.9,', { kind: 'gsa', dimensions: 0 }],
    ['GPGSA,,', { kind: 'gsa', dimensions: 0 }],
  ])('leaves out what is empty, out of range or unknown: %s', (body, expected) => {
    expect(parseSentence(summed(body))).toEqual(expected && { talker: 'GP', ...expected });
  });

  it.each(['bu353s4', 'sirfstarv-nmea', 'ublox-8'])('of %s says what npm gps reads', (receiver) => {
    const log = readFileSync(join(__dirname, `../../../recordings/nmea/${receiver}.log`), 'latin1');
    const lines = log.split(/\r?\n/).filter((line) => /^\$..(GGA|RMC)/.test(line));
    let compared = 0;
    for (const line of lines) {
      const mine = parseSentence(line);
      const theirs = GPS.Parse(line);
      if (!mine || !theirs || !('lat' in theirs)) continue;
      compared += 1;
      expect(mine).toMatchObject({
        location: [expect.closeTo(theirs.lat!, 7), expect.closeTo(theirs.lon!, 7)],
      });
      if ('alt' in theirs) expect(mine).toMatchObject({ altitudeMetres: theirs.alt });
      if ('speed' in theirs) {
        expect(mine).toMatchObject({ speedKmh: expect.closeTo(theirs.speed!, 4) as number });
      }
    }
    expect(compared).toBeGreaterThan(40);
  });
});
