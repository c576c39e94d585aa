import { computed, inject, Service, signal } from '@angular/core';
import { FleetStore } from '../live/fleet-store';
import { Now } from '../ui/now';
import { EntryBuilder, type FleetEntry } from './fleet-entry';
import { ranksByPlate } from './fleet-filter';
import { VehicleDirectoryStore } from './vehicle-directory-store';

/** The fleet page's vehicles: names from the directory, values from the live socket, age by the clock. */
@Service()
export class FleetEntries {
  private readonly store = inject(FleetStore);
  private readonly directory = inject(VehicleDirectoryStore);
  private readonly now = inject(Now);
  private readonly builder = new EntryBuilder();

  /** Vehicles to show although a large fleet's map does not: what was searched or selected. */
  readonly extraIds = signal<readonly string[]>([]);

  /**
   * Every vehicle of a fleet that is known as a whole; of a larger one what the map shows. An entry is
   * the same object as before while nothing about it changes.
   */
  readonly entries = computed<readonly FleetEntry[]>(() => {
    const { vehicles } = this.store.fleet();
    const names = this.directory.names();
    const known = this.directory.isWhole() ? names.keys() : this.extraIds();
    const ids = new Set<string>([...known, ...vehicles.keys()]);
    return this.builder.build(
      ids,
      (id) => names.get(id),
      (id) => vehicles.get(id),
      this.now.ms(),
    );
  });

  /** The order of plates. */
  readonly ranks = computed(() => ranksByPlate(this.directory.names().values()));
}
