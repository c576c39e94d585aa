import { Component, inject, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { DirectoryStore, type Found } from '../directory/directory-store';
import { injectWords } from '../i18n/words';
import { type Choice, Combobox } from '../ui/combobox';
import { lookup } from '../ui/lookup';

/** Where what was found is shown. */
const PATHS: Readonly<Record<Found['kind'], string>> = {
  client: '/clients',
  vehicle: '/vehicles',
  contract: '/contracts',
};

/** The one search field over everything, in the top bar; `/` and Ctrl K lead to it. */
@Component({
  selector: 'naif-global-search',
  imports: [Combobox],
  host: { role: 'search' },
  template: `
    <naif-combobox
      icon="search"
      keyHint="/"
      [label]="t('shell.search')"
      [hint]="t('shell.searchHint')"
      [choices]="found.choices()"
      [text]="found.text()"
      [loading]="found.loading()"
      [failed]="found.failed()"
      (typed)="found.type($event)"
      (chosen)="open($event)"
    />
  `,
})
export class GlobalSearch {
  private readonly router = inject(Router);
  private readonly directory = inject(DirectoryStore);
  protected readonly t = injectWords();
  protected readonly found = lookup((text) => this.directory.everything(text));
  private readonly box = viewChild.required(Combobox);

  /** Puts the keyboard into the field. */
  focus(): void {
    this.box().focus();
  }

  protected open(choice: Choice): void {
    this.found.type('');
    // What is chosen is one of what was found.
    const { kind, id } = choice as Found;
    void this.router.navigate([PATHS[kind], id]);
  }
}
