import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { clientsDuplicates } from '../api/fn/clients/clients-duplicates';
import { driversAdd } from '../api/fn/clients/drivers-add';
import { clientsRemove } from '../api/fn/clients/clients-remove';
import { driversList } from '../api/fn/clients/drivers-list';
import { driversRemove } from '../api/fn/clients/drivers-remove';
import { driversUpdate } from '../api/fn/clients/drivers-update';
import { notesAdd } from '../api/fn/clients/notes-add';
import { notesList } from '../api/fn/clients/notes-list';
import { notesRemove } from '../api/fn/clients/notes-remove';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import type { DriverDto } from '../api/models/driver-dto';
import { SessionStore } from '../session/session-store';
import { kept } from '../ui/kept';
import { type Problem, problemOf } from '../ui/problem';
import type { DriverFields } from './driver-model';

/** A driver as the client's page shows them. */
export type ClientDriver = DriverDto;

/** Of a client's vehicles and contracts so many are shown; the lists show more. */
const MOST = 20;

/** One client as their page shows them: what is on record, drivers, notes, vehicles, contracts. */
@Service({ autoProvided: false })
export class ClientStore {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  private readonly shownId = signal<string | null>(null);
  private readonly asked = computed(() => this.shownId() ?? undefined);

  private readonly record = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  private readonly vehiclePage = resource({
    params: this.asked,
    loader: ({ params: clientId }) =>
      this.api.invoke(vehiclesList, { clientId, page: 1, pageSize: MOST, sort: 'plate' }),
  });
  private readonly contractPage = resource({
    params: this.asked,
    loader: ({ params: clientId }) =>
      this.api.invoke(contractsList, { clientId, page: 1, pageSize: MOST, sort: '-startsOn' }),
  });
  private readonly driverList = resource({
    params: this.asked,
    loader: ({ params: id }) => this.api.invoke(driversList, { id }),
  });
  /** Whoever may not list clients is not told of others either. */
  private readonly duplicateList = resource({
    params: () => (this.session.can('list:clients') ? this.asked() : undefined),
    loader: ({ params: id }) => this.api.invoke(clientsDuplicates, { id }),
  });
  /** Notes are the desk's own: clients never see them. */
  readonly seesNotes = computed(() => this.session.can('read:notes'));
  readonly writesNotes = computed(() => this.session.can('write:documents'));
  private readonly notePage = resource({
    params: () => (this.seesNotes() ? this.asked() : undefined),
    loader: ({ params: id }) => this.api.invoke(notesList, { id, page: 1, pageSize: MOST }),
  });

  /** The client on record; `undefined` while it loads for the first time. */
  readonly client = kept(this.record, this.shownId);
  readonly vehicles = kept(this.vehiclePage, this.shownId);
  readonly contracts = kept(this.contractPage, this.shownId);
  readonly drivers = kept(this.driverList, this.shownId);
  readonly notes = kept(this.notePage, this.shownId);
  private readonly duplicatePage = kept(this.duplicateList, this.shownId);
  /** Clients who may be the same one. That they cannot be told is no reason to show nothing. */
  readonly duplicates = computed(() => this.duplicatePage()?.items ?? []);

  /** Why the client cannot be shown at all. */
  readonly problem = computed(() => reason(this.record.error(), this.client()));
  readonly vehiclesProblem = computed(() => reason(this.vehiclePage.error(), this.vehicles()));
  readonly contractsProblem = computed(() => reason(this.contractPage.error(), this.contracts()));
  readonly driversProblem = computed(() => reason(this.driverList.error(), this.drivers()));
  readonly notesProblem = computed(() => reason(this.notePage.error(), this.notes()));

  /** Shows another client. */
  show(id: string): void {
    this.shownId.set(id);
  }

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.vehiclePage.reload();
    this.contractPage.reload();
    this.driverList.reload();
    this.notePage.reload();
    this.duplicateList.reload();
  }

  /** Names a driver. */
  async addDriver(body: DriverFields): Promise<void> {
    await this.api.invoke(driversAdd, { id: this.shownId() ?? '', body });
    this.driverList.reload();
  }

  /** Corrects a driver. */
  async updateDriver(
    driverId: string,
    body: DriverFields & { readonly version: number },
  ): Promise<void> {
    await this.api.invoke(driversUpdate, { id: this.shownId() ?? '', driverId, body });
    this.driverList.reload();
  }

  /** Takes a driver off the client. */
  async removeDriver(driverId: string): Promise<void> {
    await this.api.invoke(driversRemove, { id: this.shownId() ?? '', driverId });
    this.driverList.reload();
  }

  /** The drivers as they are now. */
  async readDrivers(): Promise<readonly ClientDriver[]> {
    const drivers = await this.api.invoke(driversList, { id: this.shownId() ?? '' });
    this.driverList.set(drivers);
    return drivers.items;
  }

  /** Removes the client, who was entered by mistake. */
  async remove(): Promise<void> {
    await this.api.invoke(clientsRemove, { id: this.shownId() ?? '' });
  }

  /** Writes a note. */
  async addNote(text: string): Promise<void> {
    await this.api.invoke(notesAdd, { id: this.shownId() ?? '', body: { text } });
    this.notePage.reload();
  }

  /** Takes a note back. */
  async removeNote(noteId: string): Promise<void> {
    await this.api.invoke(notesRemove, { id: this.shownId() ?? '', noteId });
    this.notePage.reload();
  }
}

function reason(error: Error | undefined, known: unknown): Problem | null {
  return error === undefined || known !== undefined ? null : problemOf(error);
}
