import { Component, computed, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Toasts } from '../ui/toasts';
import { type ClientDriver, ClientStore } from './client-store';
import { DriverDialog, type DriverDialogData } from './driver-dialog';
import { driverFields, driverModel } from './driver-model';

/** Who beside the client drives the client's cars. */
@Component({
  selector: 'naif-client-drivers',
  imports: [ErrorState, Icon],
  templateUrl: './client-drivers.html',
  styleUrl: './client-rows.scss',
})
export class ClientDrivers {
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  protected readonly store = inject(ClientStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** Before the client is there, there is nothing to add to. */
  protected readonly mayEdit = computed(
    () => this.store.client() !== undefined && this.session.can('update:clients'),
  );

  /** Without a driver: names a new one. */
  protected edit(driver?: ClientDriver): void {
    const client = this.store.client();
    if (client === undefined) return;
    const which = driver?.id ?? 'new';
    let version = driver?.version ?? 0;
    const data: DriverDialogData = {
      title: this.t(driver === undefined ? 'clients.driverAdd' : 'clients.driverEdit'),
      initial: driverModel(driver),
      draftKey: `client.${client.id}.driver.${which}.${this.session.account()?.id ?? ''}`,
      send: async (fields) => {
        if (driver === undefined) await this.store.addDriver(fields);
        else await this.store.updateDriver(driver.id, { ...fields, version });
        this.toasts.show({ text: this.t('clients.driverSaved') });
      },
      readAgain: async () => {
        const found = (await this.store.readDrivers()).find(({ id }) => id === driver?.id);
        version = found?.version ?? version;
        return driverModel(found);
      },
    };
    const look = { width: '560px', maxWidth: '96vw', autoFocus: 'dialog' };
    this.dialog.open(DriverDialog, { ...look, data });
  }

  /** Undoing names the same driver anew. */
  protected async remove(driver: ClientDriver): Promise<void> {
    const name = `${driver.firstName} ${driver.lastName}`;
    try {
      await this.store.removeDriver(driver.id);
      this.toasts.show({
        text: this.t('clients.driverRemoved', { name }),
        undo: () => void this.store.addDriver(driverFields(driverModel(driver))),
      });
    } catch {
      this.toasts.show({ text: this.t('clients.driverStays', { name }) });
    }
  }
}
