import type { RecordDto, TelemetryBatchDto } from '@naif/wire';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { Fault } from '../errors/domain-error.js';
import { INSTANT_FORMAT, ingestSchemas } from './ingest-schema.js';
import { parseInstant } from './instant.js';

/** An upload whose envelope is sound; its records have not been looked at. */
export interface UncheckedBatch extends Omit<TelemetryBatchDto, 'records'> {
  readonly records: readonly unknown[];
}

/** Why a record cannot be stored: `RECORD.OUT_OF_RANGE`, `RECORD.MALFORMED` or `RECORD.BAD_TIME`, and a sentence that names field and rule. */
export interface RecordFault {
  readonly code: 'RECORD.OUT_OF_RANGE' | 'RECORD.MALFORMED' | 'RECORD.BAD_TIME';
  readonly detail: string;
}

/**
 * Checks uploads against wire's DTO classes, compiled once to functions by AJV: on this route validation
 * costs more than HTTP does, and class-validator several times as much as AJV.
 */
export class IngestValidator {
  private readonly envelope: ValidateFunction;
  private readonly record: ValidateFunction;

  constructor() {
    const { envelope, record, definitions } = ingestSchemas();
    const options = { verbose: true, strictTuples: false, strictTypes: false } as const;
    // An envelope's faults are all named; of a record the first one is enough.
    this.envelope = withInstants(new Ajv({ ...options, allErrors: true })).compile({
      ...envelope,
      definitions,
    });
    this.record = withInstants(new Ajv(options)).compile({ ...record, definitions });
  }

  /** Everything that is wrong with the envelope, its records aside; none: `body` is an `UncheckedBatch`. */
  envelopeFaults(body: unknown): readonly Fault[] {
    if (this.envelope(body)) return [];
    const errors = (this.envelope.errors ?? []).filter(isTelling).slice(0, MOST_FAULTS);
    return errors.map((error) => ({
      pointer: pointerOf(error),
      code: error.keyword,
      detail: ruleOf(error),
    }));
  }

  /** What is wrong with one record; `undefined`: it is a `RecordDto`. */
  recordFault(record: unknown): RecordFault | undefined {
    if (this.record(record)) return unknownSensorFault(record as RecordDto);
    const [error] = this.record.errors ?? [];
    if (error === undefined)
      return { code: 'RECORD.MALFORMED', detail: 'The record is malformed.' };
    return {
      code: codeOf(error),
      detail: `${fieldOf(error, record)} ${ruleOf(error)}`.slice(0, 500),
    };
  }
}

const MOST_FAULTS = 20;

/** A part that may be `null` and is neither that nor sound: what is wrong with it is told beside. */
function isTelling({ keyword, params }: ErrorObject): boolean {
  return keyword !== 'anyOf' && params['type'] !== 'null';
}

const KNOWN_SENSORS = new Set(['arduino', 'gps', 'obd2']);
/** Entries of unknown sensors are kept as they came, within reason: bytes of JSON, and levels of nesting. */
const UNKNOWN_SENSOR_BYTES = 65_536;
const UNKNOWN_SENSOR_DEPTH = 32;

function unknownSensorFault({ data }: RecordDto): RecordFault | undefined {
  for (const [index, sensor] of data.sensors.entries()) {
    if (KNOWN_SENSORS.has(sensor.sensor)) continue;
    if (
      isDeeper(sensor, UNKNOWN_SENSOR_DEPTH) ||
      JSON.stringify(sensor).length > UNKNOWN_SENSOR_BYTES
    ) {
      const detail = `data.sensors[${index}] (${sensor.sensor}) must not have more than ${UNKNOWN_SENSOR_BYTES} bytes of JSON, nor ${UNKNOWN_SENSOR_DEPTH} levels`;
      return { code: 'RECORD.MALFORMED', detail };
    }
  }
  return undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeper(member, levels - 1));
}

function withInstants(ajv: Ajv): Ajv {
  return ajv.addFormat(INSTANT_FORMAT, (text: string) => parseInstant(text) !== undefined);
}

/** The value's own place, also for a member that is missing. */
function pointerOf({ instancePath, keyword, params }: ErrorObject): string {
  const missing: unknown = keyword === 'required' ? params['missingProperty'] : undefined;
  return typeof missing === 'string' ? `${instancePath}/${missing}` : instancePath;
}

function codeOf({ keyword, instancePath }: ErrorObject): RecordFault['code'] {
  if (keyword === 'minimum' || keyword === 'maximum') return 'RECORD.OUT_OF_RANGE';
  if (keyword === 'format' || instancePath === '/time') return 'RECORD.BAD_TIME';
  return 'RECORD.MALFORMED';
}

/** `/data/sensors/1/rpm` as people read it: `data.sensors[1].rpm (obd2)`. */
function fieldOf(error: ErrorObject, record: unknown): string {
  const path = pointerOf(error)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.')
    .replace(/^\./, '');
  const sensor = /^\/data\/sensors\/(\d+)/.exec(error.instancePath)?.[1];
  const kind =
    sensor === undefined
      ? undefined
      : (record as Partial<RecordDto>).data?.sensors[Number(sensor)]?.sensor;
  return `${path || 'the record'}${typeof kind === 'string' ? ` (${kind})` : ''}`;
}

function ruleOf({ keyword, message, params, data }: ErrorObject): string {
  switch (keyword) {
    case 'minimum':
    case 'maximum':
      return `${message ?? ''}, not ${String(data)}`;
    case 'enum':
      return `must be one of ${(params['allowedValues'] as (string | null)[]).filter((value) => value !== null).join(', ')}`;
    case 'format':
      return 'must be an instant by ISO 8601, such as 2026-11-25T12:00:00.000Z';
    case 'required':
      return 'is missing';
    default:
      return message ?? `breaks the rule "${keyword}"`;
  }
}
