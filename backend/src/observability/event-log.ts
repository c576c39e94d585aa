import { pino, type DestinationStream, type Logger } from 'pino';
import type { LogLevel } from '../config/environment.js';
import { requestContext } from './request-context.js';

/** Ids and figures of an event. */
export type EventFields = Readonly<Record<string, unknown>>;

/**
 * The log: one JSON line per event, the event's name first, ids as fields. A line within a request
 * carries its `requestId` by itself.
 */
export class EventLog {
  private readonly logger: Logger;

  /** @param destination where lines go; standard output when left out */
  constructor(level: LogLevel, destination?: DestinationStream) {
    this.logger = pino(
      {
        level,
        base: null,
        messageKey: 'event',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: requestFields,
        serializers: { error: errorFields },
        hooks: { streamWrite: eventFirst },
      },
      destination ?? pino.destination({ fd: 1, sync: true }),
    );
  }

  /** Whether lines of this level are written at all: for callers whose fields cost something. */
  shows(level: 'debug' | 'info'): boolean {
    return this.logger.isLevelEnabled(level);
  }

  debug(event: string, fields: EventFields = {}): void {
    this.logger.debug(fields, event);
  }

  info(event: string, fields: EventFields = {}): void {
    this.logger.info(fields, event);
  }

  warn(event: string, fields: EventFields = {}): void {
    this.logger.warn(fields, event);
  }

  /** An error stands under `error` in the fields. */
  error(event: string, fields: EventFields = {}): void {
    this.logger.error(fields, event);
  }
}

/** The id of the request that the line belongs to. */
function requestFields(): Record<string, unknown> {
  const request = requestContext.getStore();
  return request ? { requestId: request.requestId } : {};
}

/** Moves the event's name, which pino always writes last, to the front of the line. */
function eventFirst(line: string): string {
  const at = line.lastIndexOf(',"event":');
  return at < 0 ? line : `{${line.slice(at + 1, line.lastIndexOf('}'))},${line.slice(1, at)}}\n`;
}

/**
 * What the log keeps of an error. Not its other properties: those of a failed statement hold the values
 * that were to be stored, people's data and secrets among them.
 */
function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    type: error.constructor.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: errorFields(error.cause) }),
  };
}
