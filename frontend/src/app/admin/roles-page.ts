import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { injectWords, type WordKey } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { SessionStore } from '../session/session-store';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { problemOf } from '../ui/problem';
import { Toasts } from '../ui/toasts';
import { RolesStore } from './roles-store';
import { type AccountRole, ROLES } from './standings';

/** Who may do what, and which roles need a second factor. */
@Component({
  selector: 'naif-roles-page',
  imports: [ErrorState, Icon],
  providers: [RolesStore],
  templateUrl: './roles-page.html',
  styleUrl: './roles-page.scss',
})
export class RolesPage {
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  private readonly sayRefusal = injectRefusalWords();
  protected readonly store = inject(RolesStore);
  protected readonly t = injectWords();
  protected readonly allRoles = ROLES;
  protected readonly placeholders = Array.from({ length: 10 }, (_, index) => index);

  /** The table, each permission in the reader's language. */
  protected readonly rows = computed(() =>
    this.store.roles()?.permissions.map((row) => ({ ...row, about: this.aboutOf(row) })),
  );
  protected readonly mayDecide = computed(() => this.session.can('manage:settings'));
  /** The roles that are ticked. */
  protected readonly chosen = linkedSignal<ReadonlySet<AccountRole>>(
    () => new Set(this.store.rule()?.requiredForRoles),
  );
  protected readonly changed = computed(() => {
    const required = this.store.rule()?.requiredForRoles ?? [];
    const chosen = this.chosen();
    return required.length !== chosen.size || required.some((role) => !chosen.has(role));
  });
  protected readonly saving = signal(false);
  protected readonly refusal = signal('');

  protected toggle(role: AccountRole): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(role)) chosen.add(role);
    this.chosen.set(chosen);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (this.saving() || !this.changed()) return;
    this.saving.set(true);
    this.refusal.set('');
    try {
      await this.store.setRule(ROLES.filter((role) => this.chosen().has(role)));
      this.toasts.show({ text: this.t('administration.roles.factorSaved') });
    } catch (error) {
      await this.refuse(error);
    } finally {
      this.saving.set(false);
    }
  }

  /** One that has no words yet says what it is for as the server does. */
  private aboutOf({ name, about }: { readonly name: string; readonly about: string }): string {
    const key = `administration.roles.may.${name}` as WordKey;
    const words = this.t(key);
    return words === key ? about : words;
  }

  /** Somebody else decided meanwhile: what they decided is shown, and whoever still wants to can decide anew. */
  private async refuse(error: unknown): Promise<void> {
    const problem = problemOf(error);
    if (problem.code !== 'RECORD.CHANGED_MEANWHILE') {
      this.refusal.set(this.sayRefusal(problem));
      return;
    }
    try {
      await this.store.readRule();
      this.refusal.set(this.t('administration.roles.factorReadAgain'));
    } catch (again) {
      this.refusal.set(this.sayRefusal(problemOf(again)));
    }
  }
}
