import type { CommandDto, CommandOutcome, SettingsChangeDto } from '@naif/wire';

/** What can be asked of a device at present; the wire has names for more. */
export const OFFERED_COMMANDS = ['restart', 'settings'] as const;
export type OfferedCommand = (typeof OFFERED_COMMANDS)[number];

/** Where a command stands: `expired` is one that nobody answered in time, or that another one took the place of. */
export const COMMAND_STATES = [
  'waiting',
  'delivered',
  'done',
  'refused',
  'unsupported',
  'failed',
  'expired',
] as const;
export type CommandState = (typeof COMMAND_STATES)[number];

/** A wish: restart, or other settings. */
export type CommandWish =
  | { readonly kind: 'restart' }
  | { readonly kind: 'settings'; readonly settings: SettingsChangeDto };

/** How a command ended, as its device tells it. */
export interface CommandResult {
  readonly id: string;
  readonly outcome: CommandOutcome;
  /** A sentence for people. */
  readonly detail?: string;
}

/** A command as it is kept. */
export interface KeptCommand {
  readonly id: string;
  readonly kind: OfferedCommand;
  readonly parameters: SettingsChangeDto;
  /** Name of who asked. */
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly deliveredAt: Date | null;
  readonly outcome: CommandOutcome | null;
  readonly detail: string | null;
  readonly finishedAt: Date | null;
}

const HOUR_MS = 3_600_000;

/**
 * How long a command waits for its device, ms. A restart is about what is wrong today; settings are worth setting
 * also on a car that comes back from a month in the garage.
 */
export const COMMAND_LIFE_MS: Readonly<Record<OfferedCommand, number>> = {
  restart: 24 * HOUR_MS,
  settings: 30 * 24 * HOUR_MS,
};

/** Where a command stands at `nowMs`. An outcome counts also when it came late. */
export function commandState(command: KeptCommand, nowMs: number): CommandState {
  if (command.outcome !== null) return command.outcome;
  if (command.expiresAt.getTime() <= nowMs) return 'expired';
  return command.deliveredAt === null ? 'waiting' : 'delivered';
}

/** The command as it goes into a receipt. */
export function commandToWire({
  id,
  kind,
  parameters,
}: Pick<KeptCommand, 'id' | 'kind' | 'parameters'>): CommandDto {
  switch (kind) {
    case 'restart':
      return { id, kind };
    case 'settings':
      return { id, kind, settings: parameters };
    default:
      return kind satisfies never;
  }
}

/** What a wish leaves in the database beside its kind. Fields in one order, so that equal ones are equal texts. */
export function parametersOf(wish: CommandWish): SettingsChangeDto {
  if (wish.kind === 'restart') return {};
  const { samplingIntervalMs, batchSize } = wish.settings;
  return {
    ...(samplingIntervalMs !== undefined && { samplingIntervalMs }),
    ...(batchSize !== undefined && { batchSize }),
  };
}
