import { COMMAND_OUTCOMES, UPLOAD_LIMITS, type CommandResultDto } from '@naif/wire';
import type { Log } from '../ports/log.js';
import type { StateStore } from '../ports/state-store.js';
import { parseObject, type ReceivedCommand } from './answer.js';
import { readSettingsChange, type LiveSettings } from './live-settings.js';

const COMMANDS_FILE = 'commands.json';
/** Most command ids that are remembered as answered: a server repeats only what has no result yet. */
const MOST_ANSWERED = 500;
/** Most results that wait for an upload; further commands wait at the server. Fewer than are remembered. */
const MOST_RESULTS = 200;

/** What the desk works with. */
export interface CommandDeskParts {
  readonly state: StateStore;
  readonly settings: LiveSettings;
  readonly log: Log;
  /** Ends this program so that it is started again; missing where nobody would start it. */
  readonly restart?: () => void;
}

/** What is kept in the state. */
interface Desk {
  /** Ids that have been dealt with, oldest first. */
  readonly answered: readonly string[];
  /** Results that no upload has carried yet. */
  readonly results: readonly CommandResultDto[];
  /** Ids of the restarts that this start, or the next one, is the answer to. */
  readonly restarting: readonly string[];
}

/**
 * Carries out the receipts' commands, each id once however often it comes, and keeps the results until an upload has
 * carried them. All of it outlives the process. A restart is noted before it is done: it cannot come about twice.
 */
export class CommandDesk {
  private desk: Desk;

  constructor(private readonly parts: CommandDeskParts) {
    const { answered, results, restarting } = readDesk(parts.state);
    const done = restarting.map((id) => ({ id, outcome: 'done' as const }));
    this.desk = { answered, results: [...results, ...done], restarting: [] };
    if (restarting.length > 0) this.save(this.desk);
  }

  /** Takes commands in; one that came before is passed over. */
  take(commands: readonly ReceivedCommand[]): void {
    const restarts: string[] = [];
    for (const command of this.fresh(commands)) {
      const outcome = this.carryOut(command);
      if (outcome === 'restart') restarts.push(command.id);
      else this.note({ id: command.id, ...outcome });
    }
    if (restarts.length > 0) this.restart(restarts);
  }

  /** Results that wait, as many as one upload takes. */
  waiting(): readonly CommandResultDto[] {
    return this.desk.results.slice(0, UPLOAD_LIMITS.results);
  }

  /** An upload has delivered these. */
  delivered(delivered: readonly CommandResultDto[]): void {
    if (delivered.length === 0) return;
    const ids = new Set(delivered.map(({ id }) => id));
    const results = this.desk.results.filter(({ id }) => !ids.has(id));
    this.keep({ ...this.desk, results });
  }

  private fresh(commands: readonly ReceivedCommand[]): readonly ReceivedCommand[] {
    const known = new Set(this.desk.answered);
    const byId = new Map(commands.map((command) => [command.id, command]));
    const room = MOST_RESULTS - this.desk.results.length;
    return [...byId.values()].filter(({ id }) => !known.has(id)).slice(0, Math.max(0, room));
  }

  private carryOut({ kind, settings }: ReceivedCommand): Outcome | 'restart' {
    if (typeof kind !== 'string') return refused('It does not say what to do.');
    switch (kind) {
      case 'settings':
        return this.changeSettings(settings);
      case 'restart':
        return this.parts.restart ? 'restart' : unsupported('Nobody would start it again.');
      default:
        // Video, updates, and whatever a later server knows.
        return unsupported('This version of the agent cannot do this.');
    }
  }

  private changeSettings(value: unknown): Outcome {
    const change = readSettingsChange(value);
    if (typeof change === 'string') return refused(change);
    try {
      this.parts.settings.change(change);
    } catch (error) {
      return failed(error);
    }
    this.parts.log.info('command.settings_changed', { ...this.parts.settings.current() });
    return { outcome: 'done' };
  }

  /** Not without having noted it: else the next receipt would ask for it again, and again. */
  private restart(ids: readonly string[]): void {
    const desk = {
      ...withAnswered(this.desk, ids),
      restarting: [...this.desk.restarting, ...ids],
    };
    try {
      this.save(desk);
    } catch (error) {
      for (const id of ids) this.note({ id, ...failed(error) });
      return;
    }
    this.desk = desk;
    this.parts.log.info('command.restart', { id: ids[0] });
    this.parts.restart?.();
  }

  private note(result: CommandResultDto): void {
    const { id, outcome, detail } = result;
    this.parts.log.info('command.answered', { id, outcome, detail });
    this.keep({
      ...withAnswered(this.desk, [id]),
      results: [...this.desk.results, result],
    });
  }

  /** In memory in any case. */
  private keep(desk: Desk): void {
    this.desk = desk;
    try {
      this.save(desk);
    } catch (error) {
      this.parts.log.error('command.not_kept', { error: String(error) });
    }
  }

  private save(desk: Desk): void {
    this.parts.state.write(COMMANDS_FILE, `${JSON.stringify(desk)}\n`);
  }
}

type Outcome = Pick<CommandResultDto, 'outcome' | 'detail'>;

function refused(detail: string): Outcome {
  return { outcome: 'refused', detail: shortened(detail) };
}

function unsupported(detail: string): Outcome {
  return { outcome: 'unsupported', detail };
}

function failed(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  return { outcome: 'failed', detail: shortened(`It cannot be kept: ${reason}`) };
}

/** As long as the wire allows. */
function shortened(detail: string): string {
  return detail.slice(0, 500);
}

function withAnswered(desk: Desk, ids: readonly string[]): Desk {
  return { ...desk, answered: [...desk.answered, ...ids].slice(-MOST_ANSWERED) };
}

/** What an earlier run has left; whatever of it is unusable is as if it had never been. */
function readDesk(state: StateStore): Desk {
  const { answered, results, restarting } = parseObject(state.read(COMMANDS_FILE) ?? '') ?? {};
  return {
    answered: texts(answered).slice(-MOST_ANSWERED),
    results: list(results).filter(isResult).slice(0, MOST_RESULTS),
    restarting: texts(restarting).slice(0, MOST_RESULTS),
  };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return list(value).filter((entry) => typeof entry === 'string');
}

function isResult(value: unknown): value is CommandResultDto {
  if (typeof value !== 'object' || value === null) return false;
  const { id, outcome } = value as Record<string, unknown>;
  return typeof id === 'string' && COMMAND_OUTCOMES.some((one) => one === outcome);
}
