import { Component, inject } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { OwnDocumentsStore } from './own-documents-store';

/** A client's documents: to be read; the insurer's people put them there. */
@Component({
  selector: 'naif-own-documents-page',
  imports: [EmptyState, ErrorState, Icon],
  providers: [OwnDocumentsStore],
  templateUrl: './own-documents-page.html',
  styleUrl: './_portal-page.scss',
})
export class OwnDocumentsPage {
  protected readonly store = inject(OwnDocumentsStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
}
