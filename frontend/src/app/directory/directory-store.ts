import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { forkJoin, map, type Observable, of } from 'rxjs';
import { Api } from '../api/api';
import { clientsList } from '../api/fn/clients/clients-list';
import { contractsList } from '../api/fn/contracts/contracts-list';
import { vehiclesList } from '../api/fn/vehicles/vehicles-list';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import type { Choice } from '../ui/combobox';

/** Of each kind so many are shown: who wants more opens the list. */
const MOST = 5;

/** Something that was found, and what it is. */
export interface Found extends Choice {
  readonly kind: 'client' | 'vehicle' | 'contract';
}

/** Finds clients, vehicles and contracts by what people remember of them. */
@Service()
export class DirectoryStore {
  private readonly http = inject(HttpClient);
  private readonly rootUrl = inject(Api).rootUrl;
  private readonly session = inject(SessionStore);
  private readonly t = injectWords();

  /** Of all kinds that the account may see, side by side. */
  everything(text: string): Observable<readonly Found[]> {
    const none = of<readonly Found[]>([]);
    return forkJoin([
      this.session.can('list:clients') ? this.clients(text) : none,
      this.session.can('read:vehicles') ? this.vehicles(text) : none,
      this.session.can('read:contracts') ? this.contracts(text) : none,
    ]).pipe(map((found) => found.flat()));
  }

  clients(text: string): Observable<readonly Found[]> {
    return clientsList(this.http, this.rootUrl, { search: text, page: 1, pageSize: MOST }).pipe(
      map(({ body }) =>
        body.items.map((client) => ({
          kind: 'client',
          id: client.id,
          title: client.name,
          detail: client.email,
          group: this.t('shell.clients'),
          icon: 'person',
        })),
      ),
    );
  }

  private vehicles(text: string): Observable<readonly Found[]> {
    return vehiclesList(this.http, this.rootUrl, { search: text, page: 1, pageSize: MOST }).pipe(
      map(({ body }) =>
        body.items.map(({ id, plate, make, model, client }) => ({
          kind: 'vehicle',
          id,
          title: plate,
          detail: `${make} ${model} · ${client.name}`,
          group: this.t('shell.vehicles'),
          icon: 'directions_car',
        })),
      ),
    );
  }

  private contracts(text: string): Observable<readonly Found[]> {
    return contractsList(this.http, this.rootUrl, { search: text, page: 1, pageSize: MOST }).pipe(
      map(({ body }) =>
        body.items.map(({ id, number, status, formula }) => ({
          kind: 'contract',
          id,
          title: number,
          detail: `${this.t(`contracts.formula.${formula}`)} · ${this.t(`contractStatus.${status}`)}`,
          group: this.t('shell.contracts'),
          icon: 'description',
        })),
      ),
    );
  }
}
