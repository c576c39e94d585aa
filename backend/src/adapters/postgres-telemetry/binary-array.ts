/** How PostgreSQL writes the elements of one type in binary: its oid (from `pg_type`; those of built-in types never change), its name for casts, and the bytes of a value. */
export type BinaryType<T> = FixedType<T> | VariableType<T>;

interface FixedType<T> {
  readonly oid: number;
  readonly name: string;
  /** Bytes of every value. */
  readonly size: number;
  readonly write: (target: Buffer, value: T, at: number) => void;
}

interface VariableType<T> {
  readonly oid: number;
  readonly name: string;
  readonly encode: (value: T) => Buffer;
}

/** Milliseconds between 1970 and 2000, where PostgreSQL counts from. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

export const INT2: FixedType<number> = {
  oid: 21,
  name: 'int2',
  size: 2,
  write: (target, value, at) => target.writeInt16BE(value, at),
};
export const INT4: FixedType<number> = {
  oid: 23,
  name: 'int4',
  size: 4,
  write: (target, value, at) => target.writeInt32BE(value, at),
};
/** Whole numbers up to 2^53. */
export const INT8: FixedType<number> = {
  oid: 20,
  name: 'int8',
  size: 8,
  write: writeInt64,
};
export const FLOAT4: FixedType<number> = {
  oid: 700,
  name: 'float4',
  size: 4,
  write: (target, value, at) => target.writeFloatBE(value, at),
};
export const FLOAT8: FixedType<number> = {
  oid: 701,
  name: 'float8',
  size: 8,
  write: (target, value, at) => target.writeDoubleBE(value, at),
};
/** Ms since 1970. */
export const TIMESTAMPTZ: FixedType<number> = {
  oid: 1184,
  name: 'timestamptz',
  size: 8,
  write: (target, value, at) => writeInt64(target, (value - POSTGRES_EPOCH_MS) * 1000, at),
};
export const UUID: FixedType<string> = {
  oid: 2950,
  name: 'uuid',
  size: 16,
  write: (target, value, at) => target.write(value.replaceAll('-', ''), at, 'hex'),
};
export const TEXT: VariableType<string> = {
  oid: 25,
  name: 'text',
  encode: (value) => Buffer.from(value),
};
export const JSON_TEXT: VariableType<unknown> = {
  oid: 114,
  name: 'json',
  encode: (value) => Buffer.from(JSON.stringify(value)),
};

/** One instant as a binary parameter: exact, in whatever year. */
export function binaryInstant(timeMs: number): Buffer {
  const buffer = Buffer.allocUnsafe(8);
  TIMESTAMPTZ.write(buffer, timeMs, 0);
  return buffer;
}

const HEADER = 20;

/**
 * One array parameter in PostgreSQL's binary form (`array_recv`): a fifth of the work of writing numbers
 * as text and reading them again, and exact. `undefined` is NULL; when all are, so is the array, which
 * `unnest` pads with NULLs.
 */
export function binaryArray<T>(
  type: BinaryType<T>,
  values: readonly (T | undefined)[],
): Buffer | null {
  let present = 0;
  for (const value of values) if (value !== undefined) present++;
  if (present === 0) return null;
  if ('encode' in type) return variableArray(type, values);
  const { size } = type;
  const buffer = Buffer.allocUnsafe(HEADER + values.length * 4 + present * size);
  writeHeader(buffer, type.oid, values.length, present);
  let at = HEADER;
  for (const value of values) {
    at = buffer.writeInt32BE(value === undefined ? -1 : size, at);
    if (value === undefined) continue;
    type.write(buffer, value, at);
    at += size;
  }
  return buffer;
}

function variableArray<T>(type: VariableType<T>, values: readonly (T | undefined)[]): Buffer {
  const header = Buffer.allocUnsafe(HEADER);
  const parts: Buffer[] = [header];
  let present = 0;
  for (const value of values) {
    const length = Buffer.allocUnsafe(4);
    const bytes = value === undefined ? undefined : type.encode(value);
    length.writeInt32BE(bytes?.length ?? -1);
    parts.push(length);
    if (bytes === undefined) continue;
    parts.push(bytes);
    present++;
  }
  writeHeader(header, type.oid, values.length, present);
  return Buffer.concat(parts);
}

function writeHeader(buffer: Buffer, oid: number, length: number, present: number): void {
  buffer.writeInt32BE(1, 0); // dimensions
  buffer.writeInt32BE(present < length ? 1 : 0, 4); // whether NULLs are among them
  buffer.writeUInt32BE(oid, 8);
  buffer.writeInt32BE(length, 12);
  buffer.writeInt32BE(1, 16); // lower bound
}

/** A whole number as two halves: faster than by BigInt. Exact up to 2^53 either way. */
function writeInt64(target: Buffer, value: number, at: number): void {
  const high = Math.floor(value / 4_294_967_296);
  target.writeInt32BE(high, at);
  target.writeUInt32BE(value - high * 4_294_967_296, at + 4);
}
