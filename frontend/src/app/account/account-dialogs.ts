import { inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { PasskeyBrowser } from '../session/passkey-browser';
import { AccountStore } from './account-store';
import { CodesDialog, type CodesDialogData } from './codes-dialog';
import { EnrolmentDialog, type EnrolmentDialogData } from './enrolment-dialog';
import {
  PasswordDialog,
  type PasswordDialogData,
  type PasswordDialogResult,
} from './password-dialog';

const NARROW = { width: '460px', maxWidth: '94vw' };

/** The dialogs of the account's page. */
export interface AccountDialogs {
  /** Does something once the password was given; resolves with what it brought, or with nothing when given up. */
  confirmed<T>(data: PasswordDialogData<T>): Promise<PasswordDialogResult<T> | undefined>;
  /** Shows an app what it needs; resolves with recovery codes once it is confirmed. */
  enrol(data: EnrolmentDialogData): Promise<readonly string[] | undefined>;
  /** Shows recovery codes, if there are any; resolves when they are put away. */
  showCodes(codes: readonly string[] | undefined): Promise<void>;
}

/** The dialogs for a component. */
export function injectAccountDialogs(): AccountDialogs {
  const dialog = inject(MatDialog);
  const store = inject(AccountStore);
  const browser = inject(PasskeyBrowser);
  return {
    confirmed: <T>(data: PasswordDialogData<T>) =>
      firstValueFrom(
        dialog
          .open<PasswordDialog, PasswordDialogData<T>, PasswordDialogResult<T>>(PasswordDialog, {
            ...NARROW,
            data: {
              ...data,
              passkeys: browser.ability === 'able' && (store.passkeys() ?? []).length > 0,
            },
          })
          .afterClosed(),
      ),
    enrol: (data) =>
      firstValueFrom(
        dialog
          .open<EnrolmentDialog, EnrolmentDialogData, readonly string[]>(EnrolmentDialog, {
            ...NARROW,
            autoFocus: '#first-code',
            data,
          })
          .afterClosed(),
      ),
    showCodes: async (codes) => {
      if (codes === undefined || codes.length === 0) return;
      // They are shown once: no stray click or key puts them away.
      const shown = dialog.open<CodesDialog, CodesDialogData>(CodesDialog, {
        ...NARROW,
        disableClose: true,
        data: { codes },
      });
      await firstValueFrom(shown.afterClosed());
    },
  };
}
