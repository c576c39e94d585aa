import { Component, computed, inject } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { DeviceActions } from './device-actions';
import { DeviceCommands } from './device-commands';
import { DeviceHealthCards } from './device-health-cards';
import { DeviceIdentity } from './device-identity';
import { DeviceStore } from './device-store';
import { TroubleCodes } from './trouble-codes';
import { VehicleStore } from './vehicle-store';

/** A driving agent reports every minute: older than so, what it said is no picture of now, ms. */
const STATUS_OLD_MS = 10 * 60_000;

/** The vehicle's device: which it is, how it is, what its car complains of, and what can be asked of it. */
@Component({
  selector: 'naif-device-tab',
  imports: [
    EmptyState,
    ErrorState,
    Icon,
    DeviceActions,
    DeviceCommands,
    DeviceHealthCards,
    DeviceIdentity,
    TroubleCodes,
  ],
  providers: [DeviceStore],
  templateUrl: './device-tab.html',
  styleUrl: './device-tab.scss',
})
export class DeviceTab {
  private readonly format = inject(Format);
  private readonly now = inject(Now);
  private readonly vehicles = inject(VehicleStore);
  protected readonly store = inject(DeviceStore);
  protected readonly t = injectWords();

  /** Where health cards will stand. */
  protected readonly placeholders = [4, 4, 6, 4].map((rows) =>
    Array.from({ length: rows }, (_, row) => row),
  );

  protected readonly status = computed(() => this.store.device()?.status ?? null);
  protected readonly inOtherCar = computed(() => this.status()?.vinMatches === false);
  protected readonly parked = computed(() => this.vehicles.state() === 'parked');
  /** Said when the report is not of this moment, and nobody said that it would not be. */
  protected readonly oldText = computed(() => {
    const status = this.status();
    if (status === null || this.parked()) return null;
    const silent = ['stale', 'offline'].includes(this.vehicles.state());
    const ageMs = this.now.ms() - Date.parse(status.time);
    if (!silent && ageMs < STATUS_OLD_MS) return null;
    return this.t('device.old', { age: this.format.age(status.time, this.now.ms()) });
  });
}
