import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';
import { Api } from '../api/api';
import { searchFind } from '../api/fn/search/search-find';
import type { FoundDto } from '../api/models/found-dto';
import { injectWords } from '../i18n/words';
import type { Choice } from '../ui/combobox';

/** Something that was found, and what it is. */
export interface Found extends Choice {
  readonly kind: 'client' | 'vehicle' | 'contract';
}

/** Finds clients, vehicles and contracts by what people remember of them; slips are forgiven. */
@Service()
export class DirectoryStore {
  private readonly http = inject(HttpClient);
  private readonly rootUrl = inject(Api).rootUrl;
  private readonly t = injectWords();

  /** Of all kinds, the best of each. */
  everything(text: string): Observable<readonly Found[]> {
    return this.find(text).pipe(
      map((found) => [
        ...this.clientsOf(found),
        ...this.vehiclesOf(found),
        ...this.contractsOf(found),
      ]),
    );
  }

  /** Clients alone. */
  clients(text: string): Observable<readonly Found[]> {
    return this.find(text).pipe(map((found) => this.clientsOf(found)));
  }

  private find(text: string): Observable<FoundDto> {
    return searchFind(this.http, this.rootUrl, { q: text }).pipe(map(({ body }) => body));
  }

  private clientsOf({ clients }: FoundDto): Found[] {
    return clients.map(({ id, name, email }) => ({
      kind: 'client',
      id,
      title: name,
      detail: email,
      group: this.t('shell.clients'),
      icon: 'person',
    }));
  }

  private vehiclesOf({ vehicles }: FoundDto): Found[] {
    return vehicles.map(({ id, plate, model, clientName }) => ({
      kind: 'vehicle',
      id,
      title: plate,
      detail: `${model} · ${clientName}`,
      group: this.t('shell.vehicles'),
      icon: 'directions_car',
    }));
  }

  private contractsOf({ contracts }: FoundDto): Found[] {
    return contracts.map(({ id, number, plate, clientName, status }) => ({
      kind: 'contract',
      id,
      title: number,
      detail: `${clientName} · ${plate} · ${this.t(`contractStatus.${status}`)}`,
      group: this.t('shell.contracts'),
      icon: 'description',
    }));
  }
}
