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
    return (this.envelope.errors ?? []).slice(0, MOST_FAULTS).map((error) => ({
      pointer: pointerOf(error),
      code: error.keyword,
      detail: ruleOf(error),
    }));
  }

  /** What is wrong with one record; `undefined`: it is a `RecordDto`. */
  recordFault(record: unknown): RecordFault | undefined {
    if (this.record(record)) return undefined;
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
      return `must be one of ${(params['allowedValues'] as unknown[]).filter((value) => value !== null).join(', ')}`;
    case 'format':
      return 'must be an instant by ISO 8601, such as 2026-11-25T12:00:00.000Z';
    case 'required':
      return 'is missing';
    default:
      return message ?? `breaks the rule "${keyword}"`;
  }
}
