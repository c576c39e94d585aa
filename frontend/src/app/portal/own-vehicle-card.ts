import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import type { MapMarker } from '../map/marker';
import { SpotMap } from '../map/spot-map';
import { Age } from '../ui/age';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import type { OwnVehicle } from './own-vehicle';

/** One car of a client: where it is, what it is doing, whether it is insured. */
@Component({
  selector: 'naif-own-vehicle-card',
  imports: [Age, Icon, RouterLink, SpotMap, StateBadge],
  host: { class: 'card' },
  templateUrl: './own-vehicle-card.html',
  styleUrl: './own-vehicle-card.scss',
})
export class OwnVehicleCard {
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  readonly own = input.required<OwnVehicle>();

  protected readonly vehicle = computed(() => this.own().vehicle);
  /** Only while it moves: a number that stands still says nothing. */
  protected readonly speed = computed(() => {
    const { facts, state } = this.own();
    return state === 'moving' ? this.format.quantity(facts?.speedKmh, 'km/h') : null;
  });
  protected readonly marker = computed<MapMarker | null>(
    () => {
      const { facts, state } = this.own();
      if (facts?.latitude === undefined || facts.longitude === undefined) return null;
      const { id, latitude, longitude, courseDegrees } = facts;
      return { id, latitude, longitude, courseDegrees, state, label: '' };
    },
    // Ages move on every second; the map only when the car does.
    { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
}
