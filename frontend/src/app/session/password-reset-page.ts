import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { EntryFrame } from './entry-frame';
import { PasswordByLink } from './password-by-link';
import { PasswordForgotten } from './password-forgotten';
import { linkToken } from './password-store';

/** Asks for a link to set a new password; and where that link leads. */
@Component({
  selector: 'naif-password-reset-page',
  imports: [EntryFrame, PasswordByLink, PasswordForgotten],
  template: `<naif-entry-frame>
    @if (fragment(); as fragment) {
      <naif-password-by-link purpose="reset" [token]="linkToken(fragment)" />
    } @else {
      <naif-password-forgotten />
    }
  </naif-entry-frame>`,
})
export class PasswordResetPage {
  protected readonly linkToken = linkToken;
  protected readonly fragment = toSignal(inject(ActivatedRoute).fragment);
}
