import { Component, computed, inject, input, signal } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Icon } from '../ui/icon';
import { VehicleStore } from './vehicle-store';

/** Attaches a device to the vehicle, and revokes the one it has. */
@Component({
  selector: 'naif-device-actions',
  imports: [Icon],
  template: `
    <p class="outcome" role="status">
      @if (revoked()) {
        <naif-icon name="check_circle" />{{ t('vehicle.revoked') }}
      }
    </p>
    <div class="actions">
      @if (session.can('enrol:devices')) {
        <button
          type="button"
          class="button"
          [class.primary]="deviceId() === null"
          data-testid="attach"
          (click)="attach()"
        >
          <naif-icon name="key" />
          {{ t(deviceId() === null ? 'vehicle.attach' : 'vehicle.replace') }}
        </button>
      }
      @if (session.can('revoke:devices') && deviceId(); as id) {
        <button type="button" class="button danger" data-testid="revoke" (click)="revoke(id)">
          <naif-icon name="link_off" />{{ t('vehicle.revoke') }}
        </button>
      }
    </div>
  `,
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    .outcome {
      display: flex;
      gap: 8px;
      align-items: center;
      color: var(--moving);
    }
    .outcome:not(:empty) {
      margin-block-end: 12px;
    }
  `,
})
export class DeviceActions {
  private readonly store = inject(VehicleStore);
  private readonly dialog = inject(MatDialog);
  protected readonly session = inject(SessionStore);
  protected readonly t = injectWords();

  /** The device that is attached; `null`: none. */
  readonly deviceId = input.required<string | null>();

  private readonly revokedId = signal<string | null>(null);
  protected readonly revoked = computed(
    () => this.revokedId() !== null && this.deviceId() === null,
  );

  protected async attach(): Promise<void> {
    const { EnrolmentDialog } = await import('./enrolment-dialog');
    const data = {
      plate: this.store.vehicle()?.plate ?? '',
      replaces: this.deviceId() !== null,
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
