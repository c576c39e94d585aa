import { SettingsChangeDto, type DeviceSettingsDto } from '@naif/wire';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { StateStore } from '../ports/state-store.js';
import { parseObject } from './answer.js';

const SETTINGS_FILE = 'settings.json';

/** How the agent works: as its enrolment told, changed by what commands have told since. Changes outlive the process. */
export class LiveSettings {
  private settings: DeviceSettingsDto;

  constructor(
    private readonly state: StateStore,
    enrolled: DeviceSettingsDto,
    /** Told of each change once it holds. */
    private readonly changed: (settings: DeviceSettingsDto) => void = () => undefined,
  ) {
    // A file that was damaged changes nothing.
    const stored = readSettingsChange(parseObject(state.read(SETTINGS_FILE) ?? ''));
    this.settings = merged(enrolled, typeof stored === 'string' ? {} : stored);
  }

  /** What holds now; asked anew each time it matters. */
  current(): DeviceSettingsDto {
    return this.settings;
  }

  /** Stores a change and applies it; throws what the disk says, and then nothing has changed. */
  change(change: SettingsChangeDto): void {
    const settings = merged(this.settings, change);
    this.state.write(SETTINGS_FILE, `${JSON.stringify(settings)}\n`);
    this.settings = settings;
    this.changed(settings);
  }
}

/** Reads a change as it came; gives what is wrong with it as a text. Settings of a later version are passed over. */
export function readSettingsChange(value: unknown): SettingsChangeDto | string {
  if (typeof value !== 'object' || value === null) return 'It carries no settings.';
  const { samplingIntervalMs, batchSize } = value as Record<string, unknown>;
  const change = plainToInstance(SettingsChangeDto, { samplingIntervalMs, batchSize });
  const faults = validateSync(change).flatMap(({ constraints }) =>
    Object.values(constraints ?? {}).slice(0, 1),
  );
  if (faults.length > 0) return `${faults.join('; ')}.`;
  const isEmpty = [samplingIntervalMs, batchSize].every((one) => one === undefined || one === null);
  return isEmpty ? 'It names no setting that is known here.' : change;
}

function merged(
  settings: DeviceSettingsDto,
  { samplingIntervalMs, batchSize }: SettingsChangeDto,
): DeviceSettingsDto {
  return {
    samplingIntervalMs: samplingIntervalMs ?? settings.samplingIntervalMs,
    batchSize: batchSize ?? settings.batchSize,
  };
}
