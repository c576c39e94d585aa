import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { Age } from '../ui/age';
import { SessionStore } from '../session/session-store';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { type Problem, problemOf } from '../ui/problem';
import { durationText } from './device-rows';
import { type DeviceCommand, DeviceStore } from './device-store';

/** Intervals that are offered, ms: five a second for a test drive, one a minute for a fleet that only has to be found. */
const INTERVALS_MS = [200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];

/** A state's shape, and which colour it has. */
const STATES: Readonly<
  Record<DeviceCommand['state'], readonly [icon: IconName, level: 'good' | 'open' | 'bad']>
> = {
  waiting: ['hourglass_empty', 'open'],
  delivered: ['sync', 'open'],
  done: ['check_circle', 'good'],
  refused: ['error', 'bad'],
  unsupported: ['help', 'bad'],
  failed: ['error', 'bad'],
  expired: ['schedule', 'bad'],
};

/** What can be asked of the device, and what became of what was asked. */
@Component({
  selector: 'naif-device-commands',
  imports: [Age, Icon],
  host: { class: 'card' },
  templateUrl: './device-commands.html',
  styleUrl: './device-commands.scss',
})
export class DeviceCommands {
  private readonly format = inject(Format);
  protected readonly store = inject(DeviceStore);
  protected readonly session = inject(SessionStore);
  protected readonly t = injectWords();
  protected readonly states = STATES;

  /** How often the device measures as far as it has confirmed, ms. */
  readonly intervalMs = input.required<number>();

  /** The device's own interval is among the choices whatever it is. */
  protected readonly intervals = computed(() =>
    [...new Set([...INTERVALS_MS, this.intervalMs()])].sort((a, b) => a - b),
  );
  protected readonly chosenMs = linkedSignal(() => this.wishedMs() ?? this.intervalMs());
  /** An interval that was asked for and not answered yet. */
  private readonly wishedMs = computed(
    () => this.open('settings')?.settings?.samplingIntervalMs ?? null,
  );
  protected readonly changesNothing = computed(
    () => this.chosenMs() === (this.wishedMs() ?? this.intervalMs()),
  );
  protected readonly restarting = computed(() => this.open('restart') !== undefined);
  protected readonly busy = signal(false);
  protected readonly problem = signal<Problem | null>(null);

  protected restart(): void {
    if (!this.restarting()) void this.ask({ kind: 'restart' });
  }

  protected choose(value: string): void {
    this.chosenMs.set(Number(value));
  }

  protected apply(event: Event): void {
    event.preventDefault();
    if (this.changesNothing()) return;
    void this.ask({ kind: 'settings', settings: { samplingIntervalMs: this.chosenMs() } });
  }

  protected interval(ms: number): string {
    return durationText(ms, this.format);
  }

  /** What a command wants, in words. */
  protected wish({ kind, settings }: DeviceCommand): string {
    const { samplingIntervalMs, batchSize } = settings ?? {};
    const parts = [
      ...(samplingIntervalMs === undefined
        ? []
        : [
            this.t('device.commands.settingsInterval', {
              interval: this.interval(samplingIntervalMs),
            }),
          ]),
      ...(batchSize === undefined
        ? []
        : [this.t('device.commands.settingsBatch', { count: this.format.number(batchSize) })]),
    ];
    return parts.length > 0 ? parts.join(', ') : this.t(`device.commands.kind.${kind}`);
  }

  private open(kind: DeviceCommand['kind']): DeviceCommand | undefined {
    return this.store
      .commands()
      ?.find(
        (command) =>
          command.kind === kind && (command.state === 'waiting' || command.state === 'delivered'),
      );
  }

  private async ask(command: Parameters<DeviceStore['ask']>[0]): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.store.ask(command);
    } catch (error) {
      this.problem.set(problemOf(error));
    } finally {
      this.busy.set(false);
    }
  }
}
