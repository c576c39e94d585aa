import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Age } from '../ui/age';
import { Icon } from '../ui/icon';
import { VehicleStore } from './vehicle-store';

/** The vehicle's device in short; for staff the way to all that it says, and to attaching one. */
@Component({
  selector: 'naif-device-card',
  imports: [RouterLink, Age, Icon],
  host: { class: 'card' },
  template: `
    <h2>{{ t('vehicle.device') }}</h2>
    @if (device(); as device) {
      <dl>
        <div>
          <dt>{{ t('vehicle.deviceSince') }}</dt>
          <dd>{{ format.time(device.enrolledAt, 'date') }}</dd>
        </div>
        <div>
          <dt>{{ t('vehicle.deviceVersion') }}</dt>
          <dd>{{ device.agentVersion ?? missing }}</dd>
        </div>
        <div>
          <dt>{{ t('vehicle.deviceStatus') }}</dt>
          <dd><naif-age [time]="device.lastStatusAt" /></dd>
        </div>
      </dl>
    } @else {
      <p class="quiet">{{ t('vehicle.deviceNone') }}</p>
    }
    @if (seesDevice()) {
      <a
        class="button"
        routerLink="."
        [queryParams]="{ tab: 'device' }"
        queryParamsHandling="merge"
        data-testid="open-device"
      >
        <naif-icon [name]="device() ? 'memory' : 'key'" />
        {{ t(device() ? 'device.open' : 'vehicle.attach') }}
      </a>
    }
  `,
  styleUrl: './device-card.scss',
})
export class DeviceCard {
  private readonly store = inject(VehicleStore);
  private readonly session = inject(SessionStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly missing = MISSING;

  protected readonly device = computed(() => this.store.vehicle()?.device ?? null);
  protected readonly seesDevice = computed(() => this.session.can('read:devices'));
}
