import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { type OwnDataPart, OwnDataStore } from './own-data-store';

/** What people look for first comes first. */
const PARTS: readonly OwnDataPart[] = [
  'client',
  'vehicles',
  'contracts',
  'readings',
  'trail',
  'documents',
  'drivers',
  'mileages',
  'ownerships',
  'contractVersions',
  'notes',
  'accounts',
  'sessions',
  'formerIds',
];

/** What is held about a client: who looked at it, and how to take it away. */
@Component({
  selector: 'naif-own-data-page',
  imports: [ErrorState, Icon, RouterLink],
  providers: [OwnDataStore],
  templateUrl: './own-data-page.html',
  styleUrls: ['./_portal-page.scss', './own-data-page.scss'],
})
export class OwnDataPage {
  protected readonly store = inject(OwnDataStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly parts = PARTS;
}
