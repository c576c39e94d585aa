import { Component, computed, DestroyRef, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { DemoStore } from './demo-store';
import { mailPieces } from './mail-pieces';

/** Whoever waits for a mail looks at the page, not for a button. */
const LOOK_AGAIN_MS = 5000;

/** The mail that the demo wrote, for whoever tries it out: the newest first, links to be followed. */
@Component({
  selector: 'naif-outbox-page',
  imports: [EmptyState, ErrorState, Icon, RouterLink],
  template: `
    <main>
      <header>
        <a
          class="icon-button"
          routerLink="/login"
          [attr.aria-label]="t('session.toLogin')"
          [title]="t('session.toLogin')"
        >
          <naif-icon name="arrow_back" />
        </a>
        <h1>{{ t('account.outbox.title') }}</h1>
        <button
          type="button"
          class="icon-button"
          [attr.aria-label]="t('account.outbox.reload')"
          [title]="t('account.outbox.reload')"
          (click)="store.reload()"
        >
          <naif-icon name="refresh" />
        </button>
      </header>
      @if (notDemo()) {
        <p data-testid="not-demo">{{ t('account.outbox.notDemo') }}</p>
      } @else if (store.problem(); as problem) {
        <naif-error-state [problem]="problem" (retry)="store.reload()" />
      } @else {
        <p class="quiet">{{ t('account.outbox.lead') }}</p>
        @if (mails(); as mails) {
          @for (mail of mails; track mail.id) {
            <article class="card" data-testid="mail" [attr.data-kind]="mail.kind">
              <h2>{{ mail.subject }}</h2>
              <p class="quiet envelope">
                <span>{{ t('account.outbox.to', { address: mail.to }) }}</span>
                <time [attr.datetime]="mail.sentAt">{{ format.time(mail.sentAt, 'full') }}</time>
              </p>
              <p class="text">
                @for (piece of mail.pieces; track $index) {
                  @if (piece.href) {
                    <a [href]="piece.href">{{ piece.text }}</a>
                  } @else {
                    <span>{{ piece.text }}</span>
                  }
                }
              </p>
            </article>
          } @empty {
            <naif-empty-state
              icon="mail"
              [title]="t('account.outbox.none')"
              [hint]="t('account.outbox.noneHint')"
            />
          }
        } @else {
          <p role="status">
            <span class="skeleton"></span>
            <span class="visually-hidden">{{ t('account.outbox.loading') }}</span>
          </p>
        }
      }
    </main>
  `,
  styleUrl: './outbox-page.scss',
})
export class OutboxPage {
  protected readonly store = inject(DemoStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  protected readonly mails = computed(() =>
    this.store.mails()?.map((mail) => ({ ...mail, pieces: mailPieces(mail.text) })),
  );
  protected readonly notDemo = computed(() => this.store.problem()?.code === 'OUTBOX.NONE');

  constructor() {
    // What the login page found may be old.
    if (this.store.mails() !== undefined) this.store.reload();
    const timer = setInterval(() => {
      if (!document.hidden && !this.notDemo()) this.store.reload();
    }, LOOK_AGAIN_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
