import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';

/** For addresses that lead nowhere. */
@Component({
  selector: 'naif-not-found-page',
  imports: [RouterLink],
  template: `
    <h1>{{ t('shell.notFoundTitle') }}</h1>
    <p class="quiet">{{ t('shell.notFoundText') }}</p>
    <a class="button" [routerLink]="home">{{ t('shell.notFoundAction') }}</a>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
      justify-items: center;
      padding: 15vh 24px;
      text-align: center;
    }
    h1 {
      font-size: 20px;
      font-weight: 600;
    }
  `,
})
export class NotFoundPage {
  protected readonly t = injectWords();
  protected readonly home = inject(SessionStore).home();
}
