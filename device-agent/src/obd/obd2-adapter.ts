import type { Obd2SensorDto, ObdState, VinCheckDto } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import type { Instant, SensorEntry, SensorSource } from '../ports/reading-source.js';
import type { Line, LineReceiver, LineUser } from '../serial/line.js';
import { ObdConversation } from './obd-conversation.js';
import type { ValueName } from './pid-table.js';
import type {
  Engine,
  SessionAction,
  SessionEvent,
  SessionState,
  TroubleCodeReport,
} from './session-state.js';
import { vinMatches } from './vin-check.js';

/** What the adapter is told from outside, and whom it tells. */
export interface Obd2Options {
  /** By what the enrolled car is known; without it nothing is said about the VIN. */
  readonly vinCheck?: VinCheckDto;
  /** Called once a session at least, and whenever codes or lamp have changed. */
  readonly troubleCodesRead: (report: TroubleCodeReport) => void;
}

interface HeldValue {
  readonly value: number;
  readonly atMs: number;
  readonly freshForMs: number;
}

/** What happens often on a rough line is no warning. */
const WARNINGS: ReadonlySet<SessionEvent> = new Set<SessionEvent>([
  'adapter-lost',
  'car-lost',
  'battery-low',
]);

/**
 * The car by an ELM327 adapter on a serial line: drives the session machine over whichever line is open and holds the values that
 * it reads. Each value is told as long as it is fresh (fast ones 2.5 s after their receipt; see `freshForMs` in schedule.ts) and
 * is missing afterwards. Only reads; nothing it is given or reads about the car's identity is logged or handed on.
 */
export class Obd2Adapter implements SensorSource, LineUser {
  /** A spared car is asked every few minutes only; each request has its own time limit. */
  readonly judgesSilence = true;
  private readonly values = new Map<ValueName, HeldValue>();
  private conversation: ObdConversation | undefined;
  private everOpened = false;
  private matches: boolean | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly options: Obd2Options,
  ) {}

  /** Begins a session on a line that has just been opened. */
  opened(line: Line): LineReceiver {
    this.everOpened = true;
    this.matches = undefined;
    const conversation = new ObdConversation(this.clock, line, (action) => this.act(action, line));
    this.conversation = conversation;
    conversation.begin();
    return {
      received: (bytes, atMs) => conversation.received(bytes, atMs),
      closed: () => {
        conversation.end();
        if (this.conversation === conversation) this.conversation = undefined;
      },
    };
  }

  /** One `obd2` entry of the values that are fresh at this instant; none when there are none. */
  sample({ atMs }: Instant): readonly SensorEntry[] {
    const entry: Obd2SensorDto = { sensor: 'obd2' };
    for (const [name, { value, atMs: receivedMs, freshForMs }] of this.values) {
      if (name === 'fuel_type' || atMs - receivedMs > freshForMs) continue;
      entry[name] = value;
    }
    return Object.keys(entry).length > 1 ? [entry] : [];
  }

  /** Whether the engine runs; undefined when it is not known (any more). */
  engine(atMs: number): Engine | undefined {
    const seen = this.conversation?.state.engine;
    return seen && atMs - seen.atMs <= seen.freshForMs ? seen.engine : undefined;
  }

  /** How the adapter and the car behind it are doing; undefined until that is known. */
  state(atMs: number): ObdState | undefined {
    if (!this.conversation) return this.everOpened ? 'missing' : undefined;
    return obdState(this.conversation.state, this.engine(atMs));
  }

  /** The battery's voltage as it was measured last, V, however long ago; undefined when it never was. */
  batteryVolts(): number | undefined {
    return this.values.get('battery_voltage')?.value;
  }

  /** Whether this is the enrolled car; undefined as long as the car has not told its VIN in this session. */
  vinMatches(): boolean | undefined {
    return this.matches;
  }

  /** SAE J1979's number of the car's fuel (PID 51: 1 petrol, 4 diesel, 8 electric, …); undefined when the car does not tell. */
  fuelType(): number | undefined {
    return this.values.get('fuel_type')?.value;
  }

  private act(action: Exclude<SessionAction, { do: 'send' }>, line: Line): void {
    switch (action.do) {
      case 'recognised':
        line.recognised();
        break;
      case 'give-up':
        line.giveUp(action.fault);
        break;
      case 'value': {
        const { name, value, atMs, freshForMs } = action;
        this.values.set(name, { value, atMs, freshForMs });
        break;
      }
      case 'compare-vin':
        this.compareVin(action.vin);
        break;
      case 'trouble-codes':
        this.options.troubleCodesRead(action.report);
        break;
      case 'report': {
        const event = `obd.${action.event.replaceAll('-', '_')}`;
        const fields = { detail: action.detail, path: line.path };
        if (WARNINGS.has(action.event)) this.log.warn(event, fields);
        else this.log.info(event, fields);
        break;
      }
      default:
        action satisfies never;
    }
  }

  private compareVin(vin: string): void {
    const { vinCheck } = this.options;
    if (!vinCheck) return;
    this.matches = vinMatches(vin, vinCheck);
    if (!this.matches) this.log.warn('obd.other_car');
  }
}

function obdState(
  { phase, recognised, engine: seen }: SessionState,
  engine: Engine | undefined,
): ObdState | undefined {
  switch (phase.name) {
    case 'polling':
    case 'discovering':
      return engine === 'off' ? 'engine-off' : 'ok';
    case 'sparing':
      return 'engine-off';
    case 'searching':
      return phase.failures > 0 ? 'no-car' : undefined;
    case 'resetting':
      // The first seconds on a line say nothing yet.
      return recognised || phase.attempts > 0 ? 'silent' : undefined;
    case 'configuring':
    case 'resynchronising':
      return phase.resume ? (seen?.engine === 'off' ? 'engine-off' : 'ok') : undefined;
    case 'ended':
      return 'silent';
    default:
      return phase satisfies never;
  }
}
