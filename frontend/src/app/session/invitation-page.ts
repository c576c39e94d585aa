import { Component, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import { map } from 'rxjs';
import { EntryFrame } from './entry-frame';
import { PasswordByLink } from './password-by-link';
import { linkToken } from './password-store';

/** Where an invitation's link leads: a first password for the account. */
@Component({
  selector: 'naif-invitation-page',
  imports: [EntryFrame, PasswordByLink],
  template: `<naif-entry-frame>
    <naif-password-by-link purpose="invitation" [token]="token() ?? null" />
  </naif-entry-frame>`,
})
export class InvitationPage {
  protected readonly token = toSignal(inject(ActivatedRoute).fragment.pipe(map(linkToken)));
}
