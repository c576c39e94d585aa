import { HttpClient } from '@angular/common/http';
import { computed, inject, Service, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { map, switchMap, timer } from 'rxjs';
import { Api } from '../api/api';
import { clientsList } from '../api/fn/clients/clients-list';
import { Format } from '../format/format';
import type { ClientModel } from './client-model';

/** The question goes out when typing pauses. */
const TYPING_PAUSE_MS = 400;
/** Of so many who are found the likely ones are picked out. */
const MOST_FOUND = 25;
/** More than these nobody compares while filling in a form. */
const MOST_SHOWN = 3;
/** What is shorter names too many. */
const LEAST_LETTERS = 3;

/** A client who may be the one that is being entered. */
export interface LikelyClient {
  readonly id: string;
  readonly name: string;
  /** What tells them apart. */
  readonly detail: string;
}

/** Looks for clients of the same name or e-mail address while one is being entered. It only warns: the server decides. */
@Service({ autoProvided: false })
export class LikelyClientsStore {
  private readonly http = inject(HttpClient);
  private readonly rootUrl = inject(Api).rootUrl;
  private readonly format = inject(Format);

  private readonly words = signal('');
  private readonly found = rxResource({
    params: () => (this.words().length < LEAST_LETTERS ? undefined : this.words()),
    stream: ({ params: search }) =>
      timer(TYPING_PAUSE_MS).pipe(
        switchMap(() =>
          clientsList(this.http, this.rootUrl, { page: 1, pageSize: MOST_FOUND, search }),
        ),
        map(({ body }) => body.items),
      ),
  });

  /** The likely ones; none while nobody knows. */
  readonly clients = computed<readonly LikelyClient[]>(() => {
    if (!this.found.hasValue()) return [];
    return this.found
      .value()
      .filter(({ name, email }) =>
        [name, email].some((text) => plain(text) === plain(this.words())),
      )
      .slice(0, MOST_SHOWN)
      .map(({ id, name, birthDate, address, email }) => ({
        id,
        name,
        detail: [
          birthDate === undefined ? undefined : this.format.day(birthDate),
          address?.city,
          email,
        ]
          .filter((part) => part !== undefined)
          .join(' · '),
      }));
  });

  /** Looks for whoever is being entered. */
  look({ kind, firstName, lastName, companyName, email }: ClientModel): void {
    const isPerson = kind !== 'company';
    const named = isPerson ? firstName.trim() !== '' && lastName.trim() !== '' : companyName !== '';
    const name = isPerson ? `${firstName.trim()} ${lastName.trim()}` : companyName.trim();
    this.words.set(named ? name : email.trim());
  }
}

/** Names are the same whatever their case, accents, hyphens and the order of their words. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s-]+/)
    .sort()
    .join(' ');
}
