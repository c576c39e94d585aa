import type { Car, CarMeasure, CarState } from './car.js';

/** One answer of one control unit. */
export interface EcuReply {
  /** CAN id it comes from: 7E8 the engine's, 7E9 the gearbox's (ISO 15765-4). */
  readonly canId: number;
  readonly payload: readonly number[];
}

/** The trouble codes of a simulated car, as in the readings: `P0301`. */
export interface EcuTroubles {
  readonly mil: boolean;
  readonly stored: readonly string[];
  readonly pending: readonly string[];
  readonly permanent: readonly string[];
}

/** What else a car's control units are like. */
export interface EcuOptions {
  readonly troubles?: EcuTroubles;
  /** Whether a second control unit answers what it knows: PID 0D. */
  readonly hasGearboxEcu?: boolean;
}

/** One PID of service 01. */
interface Pid {
  readonly pid: number;
  /** The recorded value that it tells; missing: it is synthetic, and every car has it. */
  readonly measure?: CarMeasure;
  /** Its bytes now; undefined when there is no value. */
  readonly encode: (state: CarState, troubles: EcuTroubles) => readonly number[] | undefined;
}

const ENGINE = 0x7e8;
const GEARBOX = 0x7e9;
const SPEED = 0x0d;
/** PIDs 00, 20, 40 … say which of the 32 behind them are there. */
const PAGE = 0x20;

const NO_TROUBLES: EcuTroubles = { mil: false, stored: [], pending: [], permanent: [] };

/** PID 51: petrol, as all recorded cars take. */
const PETROL = 1;
/** PID 1C: EOBD, the standard of cars sold in Europe. */
const EOBD = 6;
/** PID 42 with a running alternator, V. */
export const RUNNING_VOLTS = 14.1;
/** What the adapter measures with the engine off, V. */
export const RESTING_VOLTS = 12.4;

/**
 * The formulas of SAE J1979 turned round, each rounded to what its bytes can say. Synthetic, as no recording has them:
 * 01 (no lamp, no codes), 05 (an engine that warms up from 20 to 90 °C), 1C, 1F (since the drive began), 21, 42 and 51.
 */
const PIDS: readonly Pid[] = [
  {
    pid: 0x01,
    // Byte B, C, D: spark ignition, all monitors there and done.
    encode: (_, { mil, stored }) => [(mil ? 0x80 : 0) | stored.length, 0x07, 0xe5, 0x00],
  },
  recorded(0x04, 'engine_load', (percent) => [(percent * 255) / 100]),
  { pid: 0x05, encode: (state) => bytes([coolantCelsius(state) + 40]) },
  recorded(0x0b, 'intake_pressure', (kpa) => [kpa]),
  recorded(0x0c, 'rpm', (rpm) => word(rpm * 4)),
  recorded(SPEED, 'speed', (kmh) => [kmh]),
  recorded(0x0f, 'intake_temp', (celsius) => [celsius + 40]),
  recorded(0x10, 'maf', (gramsPerSecond) => word(gramsPerSecond * 100)),
  recorded(0x11, 'throttle', (percent) => [(percent * 255) / 100]),
  { pid: 0x1c, encode: () => [EOBD] },
  { pid: 0x1f, encode: ({ runningForMs = 0 }) => bytes(word(Math.floor(runningForMs / 1000))) },
  { pid: 0x21, encode: () => [0, 0] },
  { pid: 0x42, encode: () => bytes(word(RUNNING_VOLTS * 1000)) },
  { pid: 0x51, encode: () => [PETROL] },
];

/** The control units of one car, as an adapter meets them on its bus. Read-only: service 04 and its like are not there. */
export class Ecu {
  private readonly pids: ReadonlyMap<number, Pid>;
  private readonly troubles: EcuTroubles;

  constructor(
    private readonly car: Car,
    private readonly options: EcuOptions = {},
  ) {
    const known = PIDS.filter(({ measure }) => measure === undefined || car.measures.has(measure));
    this.pids = new Map(known.map((pid) => [pid.pid, pid]));
    this.troubles = options.troubles ?? NO_TROUBLES;
  }

  /** What comes back for a request in this state; nothing while the engine is off or when nobody knows an answer. */
  replies(request: readonly number[], state: CarState): readonly EcuReply[] {
    if (state.engine === 'off') return [];
    const [service, ...rest] = request;
    switch (service) {
      case 0x01:
        return this.currentValues(rest, state);
      case 0x03:
        return [this.codes(0x43, this.troubles.stored)];
      case 0x07:
        return [this.codes(0x47, this.troubles.pending)];
      case 0x0a:
        return [this.codes(0x4a, this.troubles.permanent)];
      case 0x09:
        return this.vehicleInformation(rest[0]);
      default:
        return [];
    }
  }

  /** Up to six PIDs in one request; the unknown ones are left out of the answer. */
  private currentValues(pids: readonly number[], state: CarState): readonly EcuReply[] {
    const answerOf = (known: readonly number[]): readonly number[] =>
      pids.flatMap((pid) => {
        if (pid % PAGE === 0) return [pid, ...supportPage(pid, known)];
        if (!known.includes(pid)) return [];
        const value = this.pids.get(pid)?.encode(state, this.troubles);
        return value ? [pid, ...value] : [];
      });
    const engine = answerOf([...this.pids.keys()]);
    const knowsSpeed = this.options.hasGearboxEcu === true && this.pids.has(SPEED);
    const gearbox = knowsSpeed ? answerOf([SPEED]) : [];
    return [
      { canId: ENGINE, values: engine },
      { canId: GEARBOX, values: gearbox },
    ].flatMap(({ canId, values }) =>
      values.length === 0 || isEmptyPage(values) ? [] : [reply(canId, [0x41, ...values])],
    );
  }

  private vehicleInformation(infoType: number | undefined): readonly EcuReply[] {
    if (infoType === 0x00) return [reply(ENGINE, [0x49, 0x00, ...supportPage(0, [0x02])])];
    if (infoType !== 0x02) return [];
    return [reply(ENGINE, [0x49, 0x02, 0x01, ...Buffer.from(this.car.vin, 'latin1')])];
  }

  private codes(service: number, codes: readonly string[]): EcuReply {
    return reply(ENGINE, [service, codes.length, ...codes.flatMap(codeBytes)]);
  }
}

function recorded(
  pid: number,
  measure: CarMeasure,
  encode: (value: number) => readonly number[],
): Pid {
  return {
    pid,
    measure,
    encode: ({ obd2 }) => {
      const value = obd2?.[measure];
      return value === undefined ? undefined : bytes(encode(value));
    },
  };
}

/** The two bytes of a number, high one first. */
function word(value: number): readonly number[] {
  const whole = Math.round(value);
  return [whole >> 8, whole & 0xff];
}

function bytes(values: readonly number[]): readonly number[] {
  return values.map((value) => Math.min(Math.max(Math.round(value), 0), 255));
}

/** A thermostat's engine: 63 % of the way up after four minutes. */
function coolantCelsius({ runningForMs = 0 }: CarState): number {
  return 90 - 70 * Math.exp(-runningForMs / 240_000);
}

/** Bit 31 is the first PID behind the page's own, bit 0 says whether there is a further page. */
function supportPage(page: number, known: readonly number[]): readonly number[] {
  const bits = Array.from({ length: PAGE }, (_, index) => {
    const pid = page + 1 + index;
    return index === PAGE - 1 ? known.some((other) => other > pid) : known.includes(pid);
  });
  return [0, 8, 16, 24].map((first) =>
    bits.slice(first, first + 8).reduce((byte, bit) => (byte << 1) | Number(bit), 0),
  );
}

/** A control unit does not answer for a page on which it has nothing, unless it is the first. */
function isEmptyPage([pid, ...rest]: readonly number[]): boolean {
  return (
    pid !== undefined &&
    pid % PAGE === 0 &&
    pid > 0 &&
    rest.length === 4 &&
    rest.every((byte) => byte === 0)
  );
}

/** `P0301` in its two bytes: letter and first digit in four bits (SAE J2012). */
function codeBytes(code: string): readonly number[] {
  const letter = 'PCBU'.indexOf(code.charAt(0));
  const digits = parseInt(code.slice(1), 16);
  return word((letter << 14) | digits);
}

function reply(canId: number, payload: readonly number[]): EcuReply {
  return { canId, payload };
}
