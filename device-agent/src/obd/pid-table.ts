import type { Obd2SensorDto } from '@naif/wire';

/** Mode 01 parameters that are read; two hexadecimal digits. */
export type Pid =
  | '04'
  | '05'
  | '06'
  | '07'
  | '0B'
  | '0C'
  | '0D'
  | '0F'
  | '10'
  | '11'
  | '1F'
  | '21'
  | '2F'
  | '42'
  | '46'
  | '51'
  | '5E';

/** Names on the wire of what the car's parameters and the adapter's voltage give. */
export type Obd2Field = Exclude<keyof Obd2SensorDto, 'sensor'>;

/** `fuel_type` stays on the vehicle: the wire has no field for it. */
export type ValueName = Obd2Field | 'fuel_type';

export type ValueUnit =
  | '%'
  | '°C'
  | 'kPa'
  | 'rpm'
  | 'km/h'
  | 'g/s'
  | 's'
  | 'km'
  | 'V'
  | 'L/h'
  /** A number of SAE J1979's table of fuel types. */
  | 'code';

/** One parameter of mode 01. */
export interface PidRow {
  readonly pid: Pid;
  readonly name: Exclude<ValueName, 'battery_voltage'>;
  /** What is sent to ask for it. */
  readonly request: `01${Pid}`;
  /** Data bytes of a whole answer. */
  readonly bytes: 1 | 2;
  readonly unit: ValueUnit;
  /** `fast`: what a drive is judged by, each second. `slow`: what changes in many seconds, in turn. */
  readonly pace: 'fast' | 'slow';
  /** The first byte (A) and the second (B; 0 where there is none), each 0 to 255. */
  readonly decode: (a: number, b: number) => number;
}

const percent = (a: number): number => (a * 100) / 255;
const celsius = (a: number): number => a - 40;
/** Centred: 128 is 0 %. */
const trim = (a: number): number => (a * 100) / 128 - 100;
const word = (a: number, b: number): number => 256 * a + b;
const itself = (a: number): number => a;

function row(
  pid: Pid,
  name: PidRow['name'],
  bytes: PidRow['bytes'],
  unit: ValueUnit,
  pace: PidRow['pace'],
  decode: PidRow['decode'],
): PidRow {
  return { pid, name, request: `01${pid}`, bytes, unit, pace, decode };
}

/**
 * The parameters that are read, in the order in which they are asked. Numbers, lengths and formulas: SAE J1979 / ISO 15031-5,
 * appendix B; no formula can leave the range that the wire gives its field.
 */
export const PID_TABLE: readonly PidRow[] = [
  row('0C', 'rpm', 2, 'rpm', 'fast', (a, b) => word(a, b) / 4),
  row('0D', 'speed', 1, 'km/h', 'fast', itself),
  row('04', 'engine_load', 1, '%', 'fast', percent),
  row('0B', 'intake_pressure', 1, 'kPa', 'fast', itself),
  row('10', 'maf', 2, 'g/s', 'fast', (a, b) => word(a, b) / 100),
  row('11', 'throttle', 1, '%', 'fast', percent),
  row('5E', 'fuel_rate', 2, 'L/h', 'fast', (a, b) => word(a, b) / 20),
  row('05', 'coolant_temp', 1, '°C', 'slow', celsius),
  row('0F', 'intake_temp', 1, '°C', 'slow', celsius),
  row('06', 'short_fuel_trim', 1, '%', 'slow', trim),
  row('07', 'long_fuel_trim', 1, '%', 'slow', trim),
  row('1F', 'run_time', 2, 's', 'slow', word),
  row('21', 'distance_mil', 2, 'km', 'slow', word),
  row('2F', 'fuel_level', 1, '%', 'slow', percent),
  row('42', 'module_voltage', 2, 'V', 'slow', (a, b) => word(a, b) / 1000),
  row('46', 'ambiant_air_temp', 1, '°C', 'slow', celsius),
  row('51', 'fuel_type', 1, 'code', 'slow', itself),
];

const ROWS = new Map<string, PidRow>(PID_TABLE.map((each) => [each.pid, each]));

/** The row of a parameter (two hexadecimal digits, capitals); undefined for one that is not read. */
export function pidRow(pid: string): PidRow | undefined {
  return ROWS.get(pid);
}

/** A parameter's value. */
export interface PidValue {
  readonly row: PidRow;
  readonly value: number;
}

/**
 * The value in a whole mode 01 answer (`41`, PID, data). Undefined when it is another answer, a parameter that is not read, or
 * has too few or too many bytes: nothing is padded, nothing cut off.
 */
export function decodePid(message: readonly number[]): PidValue | undefined {
  const [mode, pid, a, b = 0] = message;
  if (mode !== 0x41 || pid === undefined || a === undefined) return undefined;
  const found = pidRow(hexByte(pid));
  if (!found || message.length !== 2 + found.bytes) return undefined;
  return { row: found, value: found.decode(a, b) };
}

/** Which parameters of a range of 32 the car has, by the four bytes of an answer to PID 00, 20, 40, …; as PID numbers. */
export function supportedPids(message: readonly number[]): readonly number[] | undefined {
  const [mode, base, ...bits] = message;
  if (mode !== 0x41 || base === undefined || base % 0x20 !== 0 || bits.length !== 4)
    return undefined;
  // Bit 7 of the first byte is base + 1, bit 0 of the last one base + 32.
  return bits.flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7]
      .filter((bit) => (byte & (0x80 >> bit)) !== 0)
      .map((bit) => base + 8 * index + bit + 1),
  );
}

/** A byte as two hexadecimal digits, capitals. */
export function hexByte(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
