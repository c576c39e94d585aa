import { jest } from '@jest/globals';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { PasskeyBrowser } from '../session/passkey-browser';
import { Toasts } from '../ui/toasts';
import { AccountPage } from './account-page';

const PROFILE = {
  id: 'a1',
  email: 'hugo@naif.example',
  displayName: 'Hugo Petit',
  role: 'employee',
  language: 'fr',
  theme: 'system',
  units: 'metric',
  timeZone: 'Europe/Paris',
  version: 3,
};
const FACTOR = {
  emailCodes: false,
  recoveryCodesLeft: 0,
  rememberedDevices: 0,
  requiredByRole: false,
};
const SESSION = {
  createdAt: '2026-11-24T10:00:00.000Z',
  lastSeenAt: '2026-11-24T10:00:00.000Z',
  expiresAt: '2026-12-24T10:00:00.000Z',
};
const SESSIONS = [
  { ...SESSION, id: 's1', device: 'Firefox, Linux', address: '192.0.2.1', current: true },
  { ...SESSION, id: 's2', device: 'Safari, iPhone', current: false },
];
const PASSKEY = {
  id: 'p1',
  label: 'Téléphone',
  backedUp: true,
  createdAt: '2026-11-24T10:00:00.000Z',
};
const WRONG_PASSWORD = {
  code: 'AUTH.WRONG_PASSWORD',
  errors: [{ pointer: '/currentPassword', code: 'AUTH.WRONG_PASSWORD', detail: '-' }],
};
const BAD = { status: 400, statusText: 'Bad Request' };

/** The browser's side of passkeys, as the tests want it. */
class FakeBrowser {
  ability = 'able';
  namedAddress: string | null = null;
  create = (): Promise<Record<string, unknown>> => Promise.resolve({ id: 'made' });
  answer = (): Promise<Record<string, unknown>> => Promise.resolve({ id: 'signed' });
}

describe('AccountPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;
  let browser: FakeBrowser;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const dialog = (): HTMLElement => document.querySelector('mat-dialog-container')!;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const part = (testId: string): HTMLElement =>
    document.querySelector<HTMLElement>(`[data-testid=${testId}]`)!;
  const press = async (button: Element | null | undefined): Promise<void> => {
    (button as HTMLElement).click();
    await settle();
  };
  const pressIn = (testId: string): Promise<void> =>
    press([...part(testId).querySelectorAll('button')].at(-1));
  const enter = async (id: string, value: string, kind = 'input'): Promise<void> => {
    const control = document.querySelector<HTMLInputElement | HTMLSelectElement>(`#${id}`)!;
    control.value = value;
    control.dispatchEvent(new Event(kind));
    await settle();
  };
  const send = async (): Promise<void> => {
    dialog()
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const answer = async (route: string, body: unknown, method?: string): Promise<unknown> => {
    const request = http.expectOne({ url: route, ...(method && { method }) });
    request.flush(body as object);
    await settle();
    return request.request.body;
  };
  const refuse = async (route: string, body: object, status = BAD): Promise<void> => {
    http.expectOne(route).flush(body, status);
    await settle();
  };
  const toast = (): string | undefined => TestBed.inject(Toasts).current()?.text;

  const open = async (
    factor: object = FACTOR,
    passkeys: object[] = [],
    url = '/account',
  ): Promise<void> => {
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await settle();
    await answer('/api/account', PROFILE);
    await answer('/api/account/second-factor', factor);
    await answer('/api/account/passkeys', { items: passkeys });
    await answer('/api/account/sessions', { items: SESSIONS });
  };

  beforeEach(async () => {
    localStorage.clear();
    // A page with the world's 400 zones is slow to make, and no better a test.
    jest.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Europe/Paris', 'Indian/Reunion']);
    browser = new FakeBrowser();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'account', component: AccountPage }]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
        { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: true } },
        { provide: PasskeyBrowser, useValue: browser },
      ],
    });
    await TestBed.inject(LanguageStore).choose('fr');
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    http.verify();
    jest.restoreAllMocks();
    document.querySelector('.cdk-overlay-container')?.remove();
  });

  describe('the profile', () => {
    it('shows what is on record, and saves a choice at once', async () => {
      await open();
      expect(page().textContent).toContain('hugo@naif.example');
      expect(page().querySelector<HTMLSelectElement>('#time-zone')?.value).toBe('Europe/Paris');
      await enter('units', 'imperial', 'change');
      await answer('/api/account', PROFILE, 'GET');
      const saved = { ...PROFILE, units: 'imperial', version: 4 };
      expect(await answer('/api/account', saved, 'PATCH')).toEqual({
        units: 'imperial',
        version: 3,
      });
      expect(toast()).toBe('C’est enregistré.');
      expect(page().querySelector<HTMLSelectElement>('#units')?.value).toBe('imperial');
    });

    it('goes back to what is on record when a choice cannot be saved', async () => {
      await open();
      await enter('theme', 'dark', 'change');
      await refuse('/api/account', { code: 'INTERNAL' }, { status: 500, statusText: '-' });
      expect(page().querySelector<HTMLSelectElement>('#theme')?.value).toBe('system');
      expect(part('profile-refusal').textContent).toContain('Quelque chose n’a pas marché');
    });

    it('takes another name, but not none', async () => {
      await open();
      await enter('display-name', ' ');
      expect(page().querySelector('#display-name-error')).not.toBeNull();
      await enter('display-name', ' Hugo Grand ');
      page()
        .querySelector('form')
        ?.dispatchEvent(new Event('submit', { cancelable: true }));
      await settle();
      await answer('/api/account', PROFILE, 'GET');
      const saved = { ...PROFILE, displayName: 'Hugo Grand', version: 4 };
      expect(await answer('/api/account', saved, 'PATCH')).toEqual({
        displayName: 'Hugo Grand',
        version: 3,
      });
    });
  });

  describe('the password', () => {
    const change = async (current: string, wanted: string): Promise<void> => {
      await press(part('change-password'));
      await enter('current-password', current);
      await enter('new-password', wanted);
      await send();
    };

    it('is changed, and the other sessions are looked at again', async () => {
      await open();
      await change('ancien', 'trois girafes mangent du nougat');
      const sent = await answer('/api/auth/password', '');
      expect(sent).toEqual({
        currentPassword: 'ancien',
        newPassword: 'trois girafes mangent du nougat',
      });
      await answer('/api/account/sessions', { items: SESSIONS.slice(0, 1) });
      await answer('/api/account/second-factor', FACTOR);
      expect(toast()).toContain('Votre mot de passe est changé');
      expect(document.querySelector('#new-password')).toBeNull();
    });

    it.each([
      ['/currentPassword', 'AUTH.WRONG_PASSWORD', '#current-password-error', 'actuel'],
      ['/newPassword', 'AUTH.PASSWORD_WEAK', '#new-password-error', 'se devine'],
      ['/newPassword', 'AUTH.PASSWORD_UNCHANGED', '#new-password-error', 'actuel'],
    ])('puts the fault of %s, %s, beside its field', async (pointer, code, field, words) => {
      await open();
      await change('ancien', 'aaaaaaaaaaaa');
      await refuse('/api/auth/password', { code, errors: [{ pointer, code, detail: '-' }] });
      expect(dialog().querySelector(field)?.textContent).toContain(words);
      expect(dialog().querySelectorAll('[aria-invalid=true]')).toHaveLength(1);
    });
  });

  describe('the second factor', () => {
    it('is an app once its first code came; the recovery codes are shown, once', async () => {
      await open();
      await press(part('set-up-app'));
      await enter('dialog-password', 'secret');
      await send();
      const enrolment = { secret: 'GEZDGNBVGY', uri: 'otpauth://totp/x', qrSvg: '<svg></svg>' };
      const route = '/api/account/second-factor/authenticator';
      expect(await answer(route, enrolment)).toEqual({ currentPassword: 'secret' });
      expect(part('totp-secret').textContent).toBe('GEZD GNBV GY');
      expect(dialog().querySelector<HTMLImageElement>('img')?.src).toBe(
        'data:image/svg+xml;charset=utf-8,%3Csvg%3E%3C%2Fsvg%3E',
      );
      await enter('first-code', '12 34');
      await send();
      expect(part('dialog-refusal').textContent).toContain('Six chiffres');
      await enter('first-code', '123 456');
      await send();
      await refuse(`${route}/confirmation`, { code: 'AUTH.WRONG_CODE' });
      expect(part('dialog-refusal').textContent).toContain('n’est pas le bon');
      await send();
      const confirmed = await answer(`${route}/confirmation`, {
        recoveryCodes: ['aa-bb', 'cc-dd'],
      });
      expect(confirmed).toEqual({ code: '123456' });
      const since = { ...FACTOR, authenticatorSince: SESSION.createdAt, recoveryCodesLeft: 2 };
      await answer('/api/account/second-factor', since);
      expect(part('recovery-codes').textContent).toBe('aa-bbcc-dd');
      expect(part('factor-app').textContent).toContain('24/11/2026');
    });

    it('asks for the password again when it is wrong', async () => {
      await open();
      await pressIn('factor-email');
      await send();
      expect(dialog().querySelector('#dialog-password-error')?.textContent).toContain('Saisissez');
      await enter('dialog-password', 'faux');
      await send();
      await refuse('/api/account/second-factor/email-codes', WRONG_PASSWORD);
      expect(dialog().querySelector('#dialog-password-error')?.textContent).toContain('actuel');
      await enter('dialog-password', 'secret');
      await send();
      const sent = await answer('/api/account/second-factor/email-codes', {});
      expect(sent).toEqual({ currentPassword: 'secret', enabled: true });
      await answer('/api/account/second-factor', { ...FACTOR, emailCodes: true });
      expect(part('factor-email').textContent).toContain('Activés');
    });

    it('leads to the set-up where the role needs one and there is none', async () => {
      const scroll = jest.fn();
      HTMLElement.prototype.scrollIntoView = scroll;
      await open({ ...FACTOR, requiredByRole: true }, [], '/account#second-factor');
      expect(scroll.mock.contexts).toEqual([page().querySelector('naif-factor-card')]);
      expect(part('factor-makeshift').textContent).toContain('un code vous est envoyé');
      expect(part('set-up-app').classList).toContain('primary');
    });

    it('forgets the remembered devices', async () => {
      await open({ ...FACTOR, emailCodes: true, rememberedDevices: 2 });
      await pressIn('factor-devices');
      await answer('/api/account/second-factor/remembered-devices', '', 'DELETE');
      await answer('/api/account/second-factor', { ...FACTOR, emailCodes: true });
      expect(part('factor-devices').textContent).toContain('Aucun');
    });
  });

  describe('passkeys', () => {
    const add = async (): Promise<void> => {
      await press(part('add-passkey'));
      await enter('dialog-name', 'Téléphone');
      await enter('dialog-password', 'secret');
      await send();
      const sent = await answer('/api/account/passkeys/options', { publicKey: {} });
      expect(sent).toEqual({ currentPassword: 'secret' });
    };

    it('are made by the browser and kept under a name', async () => {
      await open();
      expect(part('no-passkeys')).not.toBeNull();
      await add();
      const sent = await answer('/api/account/passkeys', PASSKEY, 'POST');
      expect(sent).toEqual({ label: 'Téléphone', credential: { id: 'made' } });
      await answer('/api/account/passkeys', { items: [PASSKEY] }, 'GET');
      expect(part('passkeys').textContent).toContain('jamais utilisée');
      expect(toast()).toContain('Téléphone');
    });

    it('say so when the browser made none', async () => {
      browser.create = () => Promise.reject(new DOMException('given up', 'NotAllowedError'));
      await open();
      await add();
      expect(part('dialog-refusal').textContent).toContain('annulé');
    });

    it('say at an address why they do not work, and where they would', async () => {
      browser.ability = 'needs-name';
      browser.namedAddress = 'http://localhost:8080';
      await open();
      expect(part('add-passkey')).toBeNull();
      expect(part('passkey-needs-name').querySelector('a')?.href).toBe('http://localhost:8080/');
    });

    it('are removed once the password was shown', async () => {
      await open(FACTOR, [PASSKEY]);
      await pressIn('passkeys');
      expect(dialog().textContent).toContain('Téléphone');
      await enter('dialog-password', 'secret');
      await send();
      const sent = await answer('/api/auth/password/confirmation', '', 'POST');
      expect(sent).toEqual({ currentPassword: 'secret' });
      await answer('/api/account/passkeys/p1', '', 'DELETE');
      await answer('/api/account/passkeys', { items: [] });
      expect(part('no-passkeys')).not.toBeNull();
    });
  });

  describe('of an account with a second factor', () => {
    const FORBIDDEN = { status: 403, statusText: 'Forbidden' };
    const NOT_SHOWN = { code: 'AUTH.SECOND_FACTOR_NOT_SHOWN' };
    const CONFIRMATION = '/api/account/confirmation';
    const WITH_APP = { ...FACTOR, authenticatorSince: SESSION.createdAt, recoveryCodesLeft: 2 };
    const RENEWAL = '/api/account/second-factor/recovery-codes';

    const renew = async (methods: readonly string[]): Promise<void> => {
      await pressIn('factor-recovery');
      await enter('dialog-password', 'secret');
      await send();
      await refuse(RENEWAL, NOT_SHOWN, FORBIDDEN);
      await answer(CONFIRMATION, { methods, passkeys: false });
    };

    it('changes want its code after the password, until it is the right one', async () => {
      await open(WITH_APP);
      await renew(['totp', 'recovery']);
      expect(document.querySelector('#dialog-password')).toBeNull();
      expect(document.activeElement?.id).toBe('confirm-code');
      await send();
      expect(part('confirm-refusal').textContent).toContain('Saisissez le code');
      await enter('confirm-code', '123 456');
      await send();
      await refuse(`${CONFIRMATION}/second-factor`, { code: 'AUTH.WRONG_CODE' });
      expect(part('confirm-refusal').textContent).toContain('n’est pas le bon');
      await send();
      expect(await answer(`${CONFIRMATION}/second-factor`, '')).toEqual({
        method: 'totp',
        code: '123456',
      });
      // What fails then needs no other code.
      await refuse(RENEWAL, { code: 'INTERNAL' }, { status: 500, statusText: '-' });
      expect(part('dialog-refusal').textContent).toContain('Quelque chose n’a pas marché');
      await send();
      expect(await answer(RENEWAL, { recoveryCodes: ['aa-bb'] })).toEqual({
        currentPassword: 'secret',
      });
      await answer('/api/account/second-factor', WITH_APP);
      expect(part('recovery-codes').textContent).toBe('aa-bb');
    });

    it('changes take a code by e-mail, which is sent at once, or a recovery code', async () => {
      await open({ ...FACTOR, emailCodes: true, recoveryCodesLeft: 2 });
      await renew(['email', 'recovery']);
      await answer(`${CONFIRMATION}/email-code`, { emailSentTo: 'h•••@naif.example' });
      expect(part('confirm-lead').textContent).toContain('h•••@naif.example');
      await press(part('confirm-recovery'));
      await enter('confirm-code', ' 7h2kd-9mq4x ');
      await send();
      const shown = await answer(`${CONFIRMATION}/second-factor`, '');
      expect(shown).toEqual({ method: 'recovery', code: '7h2kd-9mq4x' });
      await answer(RENEWAL, { recoveryCodes: [] });
      await answer('/api/account/second-factor', FACTOR);
      expect(document.querySelector('naif-password-dialog')).toBeNull();
    });

    it('changes take a passkey instead of both', async () => {
      await open(WITH_APP, [PASSKEY]);
      await pressIn('factor-recovery');
      await press(part('confirm-passkey'));
      await answer(`${CONFIRMATION}/passkey/options`, { publicKey: {} });
      const shown = await answer(`${CONFIRMATION}/passkey`, '');
      expect(shown).toEqual({ credential: { id: 'signed' } });
      expect(await answer(RENEWAL, { recoveryCodes: [] })).toEqual({});
      await answer('/api/account/second-factor', FACTOR);
    });

    it('the password is changed once both were shown', async () => {
      await open(WITH_APP);
      await press(part('change-password'));
      await enter('current-password', 'ancien');
      await enter('new-password', 'trois girafes mangent du nougat');
      await send();
      await refuse('/api/auth/password', NOT_SHOWN, FORBIDDEN);
      await answer(CONFIRMATION, { methods: ['totp'], passkeys: false });
      await enter('confirm-code', '123456');
      await send();
      await answer(`${CONFIRMATION}/second-factor`, '');
      await answer('/api/auth/password', '');
      await answer('/api/account/sessions', { items: SESSIONS.slice(0, 1) });
      await answer('/api/account/second-factor', WITH_APP);
      expect(toast()).toContain('Votre mot de passe est changé');
    });
  });

  describe('sessions', () => {
    it('end after the password where the login was a while ago', async () => {
      await open();
      await press(part('end-others'));
      const late = { status: 403, statusText: 'Forbidden' };
      await refuse('/api/account/sessions/revocation', { code: 'AUTH.NOT_CONFIRMED' }, late);
      await enter('dialog-password', 'secret');
      await send();
      expect(await answer('/api/auth/password/confirmation', '')).toEqual({
        currentPassword: 'secret',
      });
      await answer('/api/account/sessions/revocation', '');
      await answer('/api/account/sessions', { items: SESSIONS.slice(0, 1) });
      expect(toast()).toContain('autres sessions sont fermées');
    });

    it('tell this one from the others, and end those', async () => {
      await open();
      const [here, there] = part('sessions').querySelectorAll('li');
      expect(here?.textContent).toContain('Cette session');
      expect(here?.querySelector('button')).toBeNull();
      await press(there?.querySelector('button'));
      await answer('/api/account/sessions/s2', '', 'DELETE');
      await answer('/api/account/sessions', { items: SESSIONS.slice(0, 1) });
      expect(part('end-others')).toBeNull();
      expect(toast()).toBe('La session est fermée.');
    });

    it('end all together', async () => {
      await open();
      await press(part('end-others'));
      await answer('/api/account/sessions/revocation', '', 'POST');
      await answer('/api/account/sessions', { items: SESSIONS.slice(0, 1) });
      expect(part('sessions').querySelectorAll('li')).toHaveLength(1);
    });

    it('are read anew when one had ended already', async () => {
      await open();
      await pressIn('sessions');
      const gone = { status: 404, statusText: '-' };
      await refuse('/api/account/sessions/s2', { code: 'ACCOUNT.SESSION_NOT_FOUND' }, gone);
      await answer('/api/account/sessions', { items: SESSIONS.slice(0, 1) });
      expect(part('sessions-refusal').textContent).toContain('déjà fermée');
      expect(part('sessions').querySelectorAll('li')).toHaveLength(1);
    });
  });
});
