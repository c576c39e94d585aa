import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeNmea, type NmeaFix } from '../src/gps/decode-nmea.js';
import { parseSentence } from '../src/gps/nmea-sentence.js';
import { ReceiverStream } from '../src/gps/receiver-stream.js';
import { steadyNumbers } from '../simulator/steady-number.js';

const log = (receiver: string): Buffer =>
  readFileSync(join(__dirname, `../../recordings/nmea/${receiver}.log`));

/** A microcontroller's drive of a minute: 60 lines. */
const ARDUINO = Buffer.from(
  Array.from({ length: 60 }, (_, second) => {
    const gps = {
      sensor: 'gps',
      satellites: 8,
      location: [48.8 + second / 1000, 2.3],
      speed: 50 + second / 10,
      datetime: new Date(Date.UTC(2026, 5, 1) + second * 1000).toISOString(),
      fix: '3d',
    };
    return `${JSON.stringify({ sensors: [{ sensor: 'arduino', millis: second * 1000 }, gps] })}\r\n`;
  }).join(''),
);

type Random = () => number;
const upTo = (random: Random, most: number): number => Math.floor(random() * most);

/** Every so many bytes something happens to them: one is changed, some are lost, some come twice, noise comes in between. */
function damaged(bytes: Buffer, random: Random, everyBytes: number): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const piece = Buffer.from(bytes.subarray(at, at + 1 + upTo(random, 2 * everyBytes)));
    at += piece.length;
    const noise = Buffer.from(Array.from({ length: upTo(random, 40) }, () => upTo(random, 256)));
    switch (upTo(random, 5)) {
      case 0:
        piece[upTo(random, piece.length)]! ^= 1 << upTo(random, 8);
        break;
      case 1:
        at += upTo(random, 60);
        break;
      case 2:
        at -= Math.min(upTo(random, 60), piece.length - 1);
        break;
      case 3:
        pieces.push(noise);
        break;
      default:
        break;
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Fixes by their instants. */
function byTime(fixes: Iterable<NmeaFix>): Map<string, NmeaFix> {
  return new Map([...fixes].flatMap((fix) => (fix.time === undefined ? [] : [[fix.time, fix]])));
}

/**
 * Lines that lose their beginning or their end, with noise between them. Within a line nothing changes: JSON has no checksum,
 * and the microcontroller's bytes come over USB, which has its own.
 */
function cut(bytes: Buffer, random: Random): Buffer {
  const lines = bytes.toString('latin1').split('\r\n');
  const parts = lines.map((line) => {
    const at = upTo(random, line.length);
    return [line.slice(0, at), `\x00${line.slice(at)}\r\n`, `\xff\x00${line}\r\n`][
      upTo(random, 3)
    ]!;
  });
  return Buffer.from(parts.join(''), 'latin1');
}

/** A sum of 8 bits does not notice everything: whether damage has made a sentence that nobody said. */
function hasForgery(bytes: Buffer, original: Buffer): boolean {
  const said = original.toString('latin1');
  return bytes
    .toString('latin1')
    .split(/[\r\n]+/)
    .filter((line) => (parseSentence(line)?.kind ?? 'other') !== 'other')
    .some((line) => !said.includes(line.slice(line.lastIndexOf('$'))));
}

const ROUNDS = 12;
/** How many of them may be spoilt by a forgery. */
const MOST_FORGERIES = 3;

describe.each<[string, Buffer, (random: Random, round: number) => Buffer]>([
  ...['bu353s4', 'sirfstarv-nmea', 'ublox-8'].map(
    (receiver): [string, Buffer, (random: Random, round: number) => Buffer] => {
      const bytes = log(receiver);
      return [receiver, bytes, (random, round) => damaged(bytes, random, 100 + round * 120)];
    },
  ),
  ['the microcontroller', ARDUINO, (random) => cut(ARDUINO, random)],
])('on a bad line, %s', (name, bytes, spoil) => {
  const truth = byTime(decodeNmea(bytes));
  const places = new Set([...truth.values()].map((fix) => `${fix.latitude} ${fix.longitude}`));

  /** Some of it may be missing; what is there is true. */
  function expectTrue(fix: NmeaFix): void {
    if (fix.latitude !== undefined) {
      expect(places).toContain(`${fix.latitude} ${fix.longitude!}`);
    }
    if (fix.time === undefined) return;
    const said = truth.get(fix.time)!;
    // With a sentence lost it may know of fewer satellites, and so of fewer dimensions.
    expect(said).toMatchObject({ ...fix, fix: said.fix, satellites: said.satellites });
    expect(fix.satellites ?? 0).toBeLessThanOrEqual(said.satellites!);
  }

  it('is never misunderstood', () => {
    const random = steadyNumbers(name, 'noise');
    let seen = 0;
    let forgeries = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const spoilt = spoil(random, round);
      const fixes = [...decodeNmea(spoilt)];
      if (hasForgery(spoilt, bytes)) forgeries += 1;
      else fixes.forEach(expectTrue);
      seen += fixes.length;
    }
    expect(seen).toBeGreaterThan((ROUNDS * truth.size) / 4);
    expect(forgeries).toBeLessThanOrEqual(MOST_FORGERIES);
  });

  it('never makes it throw, whatever becomes of its bytes', () => {
    const random = steadyNumbers(name, 'anything');
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const fix of decodeNmea(damaged(bytes, random, 20 + round * 40))) {
        expect(Math.abs(fix.latitude ?? 0)).toBeLessThanOrEqual(90);
        expect(Math.abs(fix.longitude ?? 0)).toBeLessThanOrEqual(180);
        expect(Object.values(fix)).not.toContain(undefined);
      }
    }
  });

  it('is understood however its bytes are cut', () => {
    const random = steadyNumbers(name, 'pieces');
    const stream = new ReceiverStream();
    const instants: (number | undefined)[] = [];
    for (let at = 0; at < bytes.length;) {
      const length = 1 + upTo(random, 90);
      for (const news of stream.push(bytes.subarray(at, at + length), 0)) {
        if (news.kind === 'epoch') instants.push(news.epoch.time);
      }
      at += length;
    }
    for (const news of stream.end()) if (news.kind === 'epoch') instants.push(news.epoch.time);
    expect(instants.map((time) => new Date(time!).toISOString())).toEqual([...truth.keys()]);
  });

  it('is understood again at once after a storm of noise', () => {
    const random = steadyNumbers(name, 'storm');
    const storm = Buffer.from(Array.from({ length: 200_000 }, () => upTo(random, 256)));
    const fixes = [...decodeNmea(Buffer.concat([storm, Buffer.from('\r\n'), bytes]))];
    expect(fixes).toEqual([...decodeNmea(bytes)]);
  });
});
