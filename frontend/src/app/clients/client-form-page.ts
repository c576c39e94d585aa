import { Component, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { Router } from '@angular/router';
import { Api } from '../api/api';
import { clientsCreate } from '../api/fn/clients/clients-create';
import type { ClientDto } from '../api/models/client-dto';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import type { FaultWords } from '../ui/fault-words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormPage } from '../ui/form-page';
import { FormSession } from '../ui/form-session';
import { atMost, emailAddress, needed, shaped } from '../ui/rules';
import { Toasts } from '../ui/toasts';
import type { HoldsWork } from '../ui/unsaved-guard';

/** What the server takes for a telephone number. */
const PHONE = /^\+?[0-9 ().-]{4,31}$/;

/** The form as it stands on the page: texts, empty where nothing is entered. */
interface ClientModel {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
}

/** Enters a client; from there the way leads on to their vehicle and its contract. */
@Component({
  selector: 'naif-client-form-page',
  imports: [Control, Field, FormField, FormFrame, FormPage],
  templateUrl: './client-form-page.html',
})
export class ClientFormPage implements HoldsWork {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly session = inject(SessionStore);
  protected readonly t = injectWords();
  protected readonly phoneFaults: FaultWords = { matches: 'clients.phoneFault' };

  readonly editor = new FormSession<ClientModel, ClientDto>({
    initial: { firstName: '', lastName: '', email: '', phone: '' },
    schema: (path) => {
      needed(path.firstName);
      atMost(path.firstName, 100);
      needed(path.lastName);
      atMost(path.lastName, 100);
      needed(path.email);
      emailAddress(path.email);
      shaped(path.phone, PHONE);
    },
    draftKey: `client.${this.session.account()?.id ?? ''}`,
    save: ({ firstName, lastName, email, phone }) =>
      this.api.invoke(clientsCreate, {
        body: {
          firstName,
          lastName,
          email,
          ...(phone.trim() === '' ? {} : { phone }),
        },
      }),
    saved: ({ id, firstName, lastName }, wish) => {
      this.toasts.show({ text: this.t('clients.saved', { name: `${firstName} ${lastName}` }) });
      if (wish === 'next') {
        void this.router.navigate(['/vehicles/new'], { queryParams: { client: id } });
      } else void this.router.navigate(['/clients', id]);
    },
  });

  protected leave(): void {
    void this.router.navigate(['/clients']);
  }
}
