import { computed, inject, resource, Service } from '@angular/core';
import { Api } from '../api/api';
import { secondFactorAdminRule } from '../api/fn/accounts/second-factor-admin-rule';
import { secondFactorAdminSetRule } from '../api/fn/accounts/second-factor-admin-set-rule';
import { rolesRead } from '../api/fn/settings/roles-read';
import { problemOf } from '../ui/problem';
import type { AccountRole } from './standings';

/** Who may do what, and which roles need a second factor. */
@Service({ autoProvided: false })
export class RolesStore {
  private readonly api = inject(Api);
  private readonly table = resource({ loader: () => this.api.invoke(rolesRead, {}) });
  private readonly factorRule = resource({
    loader: () => this.api.invoke(secondFactorAdminRule, {}),
  });

  /** The table of permissions; `undefined` while it loads. */
  readonly roles = computed(() => (this.table.hasValue() ? this.table.value() : undefined));
  readonly rule = computed(() =>
    this.factorRule.hasValue() ? this.factorRule.value() : undefined,
  );
  /** Why they cannot be shown. */
  readonly problem = computed(() => {
    const error = this.table.error() ?? this.factorRule.error();
    return error === undefined ? null : problemOf(error);
  });

  /** Asks for both once more. */
  reload(): void {
    this.table.reload();
    this.factorRule.reload();
  }

  /** Reads the rule as it is now: what is set next builds on that version. */
  async readRule(): Promise<void> {
    this.factorRule.set(await this.api.invoke(secondFactorAdminRule, {}));
  }

  /** Sets which roles need a second factor, from the version that is shown. */
  async setRule(requiredForRoles: readonly AccountRole[]): Promise<void> {
    const version = this.rule()?.version ?? 0;
    const body = { requiredForRoles: [...requiredForRoles], version };
    this.factorRule.set(await this.api.invoke(secondFactorAdminSetRule, { body }));
  }
}
