import { Component, inject, input } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { Age } from '../ui/age';
import { StateBadge } from '../ui/state-badge';
import type { FleetEntry } from './fleet-entry';

/** What the pointer learns about a marker. The list says the same, so screen readers skip it. */
@Component({
  selector: 'naif-vehicle-tip',
  imports: [Age, StateBadge],
  host: { 'aria-hidden': 'true' },
  template: `
    <p class="head">
      <strong class="tabular">{{ entry().label || t('fleet.unnamed') }}</strong>
      <span class="quiet"><naif-age [time]="entry().timeMs" /></span>
    </p>
    <p class="quiet">{{ entry().model }}</p>
    <p class="values tabular">
      <naif-state-badge [state]="entry().state" />
      <span>{{ format.quantity(entry().speedKmh, 'km/h') }}</span>
      <span>{{ format.quantity(entry().rpm, t('fleet.rpmUnit')) }}</span>
    </p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 2px;
      min-inline-size: 190px;
      padding: 8px 12px;
      border-radius: 8px;
      background: var(--raised);
      box-shadow: var(--shadow);
      font-size: 13px;
      pointer-events: none;
      white-space: nowrap;
    }
    .head {
      display: flex;
      justify-content: space-between;
      gap: 16px;
      font-size: 14px;
    }
    .values {
      display: flex;
      gap: 12px;
    }
  `,
})
export class VehicleTip {
  protected readonly t = injectWords();
  protected readonly format = inject(Format);

  readonly entry = input.required<FleetEntry>();
}
