import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../../../test/rig/random.mts';
import { buildFirmware, BUILDS, UNO, type Build, type Firmware } from '../build.mts';
import {
  boardReading,
  contradictions,
  missingValues,
  type BoardReading,
  type GpsEntry,
} from './board-reading.mts';
import { gpsdFixes, recordedBytes, recordedEpochs, type GpsdFix } from './nmea-recordings.mts';
import { SimulatedUno, type Wiring } from './simulated-uno.mts';

/**
 * The machine code itself, on a simulated Uno. The receiver sends a real one's bytes at 9600 baud, an epoch a second; each
 * run is about a quarter of its simulated time on an idle machine.
 */
const folder = mkdtempSync(join(tmpdir(), 'naif-firmware-test-'));
let built: readonly Firmware[] = [];

const PATIENCE_MS = 240_000;

beforeAll(async () => {
  built = await buildFirmware(folder);
}, PATIENCE_MS);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const gpsd = gpsdFixes('ublox-8');
const epochs = recordedEpochs('ublox-8');
/** The recording begins with binary noise. */
const noise = recordedBytes('ublox-8').subarray(0, recordedBytes('ublox-8').indexOf('$GNRMC'));

function boardWith(build: Build, wiring: Wiring): SimulatedUno {
  return new SimulatedUno(join(folder, `${build}.hex`), wiring);
}

function readings(board: SimulatedUno): (BoardReading & { readonly atMs: number })[] {
  return board.lines.map(({ atMs, text }) => ({ atMs, ...boardReading(text) }));
}

/** What is otherwise than gpsd has it, of all dated readings; also what is missing. */
function faults(all: readonly BoardReading[], faultsOf = faultsOfWhole): string[] {
  return all.flatMap(({ gps }) => {
    if (gps?.datetime === undefined) return [];
    const fix = gpsd.get(Date.parse(gps.datetime));
    return fix === undefined ? [`no epoch at ${gps.datetime}`] : faultsOf(gps, fix);
  });
}

function faultsOfWhole(gps: GpsEntry, fix: GpsdFix): string[] {
  return [...contradictions(gps, fix), ...missingValues(gps, fix)];
}

function seconds(all: readonly BoardReading[]): string[] {
  return all.flatMap(({ gps }) => gps?.datetime?.slice(17, 19) ?? []);
}

/** Milliseconds between the board's readings. */
function distances(all: readonly BoardReading[]): number[] {
  return all.slice(1).map(({ millis }, index) => millis - (all[index]?.millis ?? 0));
}

describe('the builds', () => {
  it('fit into an Uno, with half of its RAM free', () => {
    expect(built.map(({ build }) => build)).toEqual(BUILDS);
    for (const { flashBytes, ramBytes } of built) {
      expect(flashBytes).toBeGreaterThan(1000);
      expect(flashBytes).toBeLessThan(UNO.flashBytes / 2);
      expect(ramBytes).toBeGreaterThan(100);
      expect(ramBytes).toBeLessThan(UNO.ramBytes / 2);
    }
  });
});

const WIRED: readonly (readonly [Build, Wiring])[] = [
  ['naif-gps-hardware-uart', 'uart'],
  ['naif-gps', 'pin'],
];

describe.each(WIRED)('%s on a simulated Uno', (build, wiring) => {
  it(
    "prints a receiver's fixes, one line a second",
    () => {
      const board = boardWith(build, wiring);
      const START_MS = 2300;
      const COUNT = 5;
      board.receive(noise, START_MS - 500);
      epochs.slice(0, COUNT).forEach((bytes, index) => {
        board.receive(bytes, START_MS + index * 1000);
      });
      board.runUntil(START_MS + COUNT * 1000 + 3400);
      const all = readings(board);

      // Before the receiver speaks and two seconds after it fell silent there is no fix; between is one line without news.
      const fixes = all.map(({ gps }) => gps?.fix ?? '-').join(' ');
      expect(fixes).toMatch(/^(none ){3}(3d ){5}-( none){2,3}$/);
      expect(seconds(all)).toEqual(['41', '42', '43', '44', '45']);
      expect(faults(all)).toEqual([]);
      expect(all.every(({ firmware }) => firmware === '1.0.0')).toBe(true);

      expect(Math.min(...distances(all))).toBeGreaterThanOrEqual(880);
      expect(Math.max(...distances(all))).toBeLessThanOrEqual(1320);
      // `millis` is the time at which the line began; it is sent within the third of a second.
      for (const { atMs, millis } of all) {
        expect(millis).toBeLessThanOrEqual(atMs);
        expect(millis).toBeGreaterThan(atMs - 350);
      }
    },
    PATIENCE_MS,
  );
});

describe('naif-gps, the build for the car', () => {
  it(
    'without a receiver says so every second, and its watchdog is on',
    () => {
      const board = boardWith('naif-gps', 'pin');
      board.runUntil(4900);
      const all = readings(board);
      expect(all.map(({ gps }) => gps)).toEqual(Array(5).fill({ sensor: 'gps', fix: 'none' }));
      expect(distances(all).every((ms) => ms >= 1000 && ms <= 1001)).toBe(true);
      expect(all[0]?.millis).toBeLessThan(10);
      expect(board.usbBaud).toBe(9615);

      const WATCHDOG_RESETS = 0x08;
      const WATCHDOG_ONLY_INTERRUPTS = 0x40;
      const TWO_SECONDS = 0x07;
      expect(board.watchdogControl & (WATCHDOG_RESETS | WATCHDOG_ONLY_INTERRUPTS)).toBe(
        WATCHDOG_RESETS,
      );
      expect(board.watchdogControl & 0x27).toBe(TWO_SECONDS);
    },
    PATIENCE_MS,
  );

  it(
    'survives garbage without pause, and goes on with the next whole epoch',
    () => {
      const board = boardWith('naif-gps', 'pin');
      const random = new Random(5);
      const RECEIVER_BYTES_PER_SECOND = 960;
      const garbage = Uint8Array.from({ length: 3 * RECEIVER_BYTES_PER_SECOND }, () =>
        Math.floor(random.between(0, 256)),
      );
      const [first, second, third] = epochs;
      if (first === undefined || second === undefined || third === undefined) {
        throw new Error('The recording is too short.');
      }
      board.receive(garbage, 100);
      // An epoch of which no more than the RMC came, then two whole ones.
      board.receive(first.subarray(0, 130), 3200);
      board.receive(second, 4000);
      board.receive(third, 5000);
      board.runUntil(6000);
      const all = readings(board);
      expect(seconds(all)).toEqual(['41', '42', '43']);
      expect(faults(all, contradictions)).toEqual([]);
      expect(faults(all.filter(({ gps }) => gps?.altitude !== undefined))).toEqual([]);
      expect(all.map(({ gps }) => gps?.fix ?? '-').join(' ')).toMatch(/^(none ){4}2d 3d 3d$/);
      expect(Math.max(...distances(all))).toBeLessThanOrEqual(1320);

      // Variables, buffers and the deepest stack of all that has happened here.
      expect(board.unusedRamBytes).toBeGreaterThan(UNO.ramBytes / 4);
    },
    PATIENCE_MS,
  );
});
