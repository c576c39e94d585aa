import { Component, computed, inject, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Age } from '../ui/age';
import { Icon } from '../ui/icon';
import { VehicleStore } from './vehicle-store';

/** The vehicle's device; staff attach and revoke devices here. */
@Component({
  selector: 'naif-device-card',
  imports: [Age, Icon],
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
    <p class="outcome" role="status">
      @if (revoked()) {
        <naif-icon name="check_circle" />{{ t('vehicle.revoked') }}
      }
    </p>
    @if (isStaff()) {
      <div class="actions">
        <button type="button" class="button" (click)="attach()">
          <naif-icon name="key" />{{ t(device() ? 'vehicle.replace' : 'vehicle.attach') }}
        </button>
        @if (device(); as device) {
          <button type="button" class="button danger" (click)="revoke(device.id)">
            <naif-icon name="link_off" />{{ t('vehicle.revoke') }}
          </button>
        }
      </div>
    }
  `,
  styleUrl: './device-card.scss',
})
export class DeviceCard {
  private readonly store = inject(VehicleStore);
  private readonly dialog = inject(MatDialog);
  private readonly account = inject(SessionStore).account;
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly missing = MISSING;

  protected readonly device = computed(() => this.store.vehicle()?.device ?? null);
  protected readonly isStaff = computed(() => {
    const role = this.account()?.role;
    return role === 'admin' || role === 'employee';
  });
  private readonly revokedId = signal<string | null>(null);
  protected readonly revoked = computed(() => this.revokedId() !== null && this.device() === null);

  protected async attach(): Promise<void> {
    const { EnrolmentDialog } = await import('./enrolment-dialog');
    const data = {
      plate: this.store.vehicle()?.plate ?? '',
      replaces: this.device() !== null,
      createCode: () => this.store.createCode(),
    };
    const closed = this.dialog.open(EnrolmentDialog, { data, width: '460px', maxWidth: '94vw' });
    await firstValueFrom(closed.afterClosed());
    // The code may have been used while the dialog was open.
    this.store.reload();
  }

  protected async revoke(deviceId: string): Promise<void> {
    const { RevocationDialog } = await import('./revocation-dialog');
    const data = {
      plate: this.store.vehicle()?.plate ?? '',
      revoke: () => this.store.revoke(deviceId),
    };
    const dialog = this.dialog.open<unknown, unknown, boolean>(RevocationDialog, {
      data,
      width: '460px',
      maxWidth: '94vw',
    });
    if (await firstValueFrom(dialog.afterClosed())) this.revokedId.set(deviceId);
  }
}
