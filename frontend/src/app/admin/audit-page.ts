import { Component, computed, effect, inject, input } from '@angular/core';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { type AuditQuery, changedFields, given } from './audit-query';
import { KINDS, ROLES, VERBS, wordOf } from './audit-words';
import { type AuditEntry, AuditStore } from './audit-store';

/** Who did what, newest first. The address carries all filters: a link shows the same to whoever may see it. */
@Component({
  selector: 'naif-audit-page',
  imports: [RouterLink, EmptyState, ErrorState, Icon],
  providers: [AuditStore],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly store = inject(AuditStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** From the address, as all that follow. */
  readonly kind = input<string>();
  readonly verb = input<string>();
  readonly actor = input<string>();
  readonly objectId = input<string>();
  readonly clientId = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();
  readonly before = input<string>();

  protected readonly kinds = KINDS;
  protected readonly verbs = VERBS;
  protected readonly placeholders = Array.from({ length: 8 }, (_, index) => index);

  private readonly query = computed<AuditQuery>(() =>
    given({
      kind: this.kind(),
      verb: this.verb(),
      actor: this.actor(),
      objectId: this.objectId(),
      clientId: this.clientId(),
      from: this.from(),
      to: this.to(),
      before: this.before(),
    }),
  );
  protected readonly filtered = computed(() =>
    Object.keys(this.query()).some((name) => name !== 'before'),
  );

  constructor() {
    effect(() => this.store.show(this.query()));
  }

  /** Changes one filter; the list begins anew. */
  protected set(name: keyof AuditQuery, value: string): void {
    const queryParams = { [name]: value.trim() || null, before: null };
    void this.router.navigate([], {
      relativeTo: this.route,
      queryParams,
      queryParamsHandling: 'merge',
    });
  }

  protected verbWord(verb: string): string {
    return wordOf(VERBS, verb, (known) => this.t(`admin.audit.verb.${known}`));
  }

  protected kindWord(kind: string): string {
    return wordOf(KINDS, kind, (known) => this.t(`admin.audit.kind.${known}`));
  }

  protected roleWord(role: string): string {
    return wordOf(ROLES, role, (known) => this.t(`admin.audit.role.${known}`));
  }

  /** The name where there is one, else as what it was done. */
  protected nameOf({ actor, erasedAt }: AuditEntry): string {
    if (actor.name !== undefined) return actor.name;
    return erasedAt === undefined ? this.roleWord(actor.role) : this.t('admin.audit.nameless');
  }

  protected fieldsOf({ before, after }: AuditEntry): ReturnType<typeof changedFields> {
    return changedFields(before, after);
  }
}
