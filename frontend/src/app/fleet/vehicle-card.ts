import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { Age } from '../ui/age';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { type FleetEntry, isPlaced } from './fleet-entry';

/** So much older than the newest data, the position says its own age. */
const POSITION_LAG_MS = 5000;

/** The selected vehicle: last values with their age, the way to its page, and following it. */
@Component({
  selector: 'naif-vehicle-card',
  imports: [Age, Icon, RouterLink, StateBadge],
  host: { role: 'region', '[attr.aria-label]': "t('fleet.selected')" },
  templateUrl: './vehicle-card.html',
  styleUrl: './vehicle-card.scss',
})
export class VehicleCard {
  protected readonly t = injectWords();
  protected readonly format = inject(Format);

  readonly entry = input.required<FleetEntry>();
  readonly following = input.required<boolean>();

  readonly followingChange = output<boolean>();
  readonly closed = output();

  protected readonly place = computed(() => {
    const entry = this.entry();
    if (!isPlaced(entry)) return null;
    const digits = 5;
    return `${this.format.number(entry.latitude, digits)}\u00a0; ${this.format.number(entry.longitude, digits)}`;
  });

  protected readonly positionLags = computed(() => {
    const { timeMs, positionTimeMs } = this.entry();
    return (timeMs ?? 0) - (positionTimeMs ?? 0) > POSITION_LAG_MS;
  });
}
