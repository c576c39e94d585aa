import { Component, computed, inject, input } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icon-paths';
import { Now } from '../ui/now';
import type { Level } from './device-health';
import { type HealthGroup, healthGroups, summaryOf } from './device-rows';
import type { DeviceStatus } from './device-store';

const ICONS: Readonly<Record<Level, IconName>> = {
  good: 'check_circle',
  plain: 'info',
  watch: 'warning',
  bad: 'error',
  missing: 'help',
};

/** What a device says of itself: a sentence for all of it, then thing by thing with shape, colour and word. */
@Component({
  selector: 'naif-device-health-cards',
  imports: [Icon],
  templateUrl: './device-health-cards.html',
  styleUrl: './device-health-cards.scss',
})
export class DeviceHealthCards {
  private readonly format = inject(Format);
  private readonly now = inject(Now);
  protected readonly t = injectWords();
  protected readonly icons = ICONS;

  readonly status = input.required<DeviceStatus>();

  protected readonly groups = computed<readonly HealthGroup[]>(() =>
    healthGroups(this.status(), { t: this.t, format: this.format, nowMs: this.now.ms() }),
  );
  protected readonly summary = computed(() => summaryOf(this.groups()));
  protected readonly summaryText = computed(() => {
    const { level, labels } = this.summary();
    return this.t(`device.summary.${level}`, { what: labels.join(', ') });
  });
}
