import { jest } from '@jest/globals';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { DemoStore } from '../demo/demo-store';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { LoginPage } from './login-page';
import { PasskeyBrowser } from './passkey-browser';

@Component({ template: 'the fleet' })
class Blank {}

describe('LoginPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  /** Lets answers find their way through promises to the page. */
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable();
  };

  const enter = async (email: string, password: string): Promise<void> => {
    for (const [id, value] of Object.entries({ email, password })) {
      const input = page().querySelector<HTMLInputElement>(`#${id}`);
      if (!input) throw new Error(`no ${id}`);
      input.value = value;
      input.dispatchEvent(new Event('input'));
    }
    page().querySelector('form')?.dispatchEvent(new Event('submit'));
    await settle();
  };

  const open = async (url: string): Promise<void> => {
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Whether it is the demo, is asked on the side.
    http
      .match('/api/demo/outbox')
      .forEach((asked) => asked.flush({ code: 'OUTBOX.NONE' }, { status: 404, statusText: '-' }));
    await settle();
  };

  let browser: object;

  /** The browser's side of passkeys, as a test wants it. */
  const usePasskeys = (wanted: object): void => {
    Object.assign(browser, wanted);
  };

  beforeEach(async () => {
    localStorage.clear();
    browser = { ability: 'unable', namedAddress: null };
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'login', component: LoginPage },
            { path: '**', component: Blank },
          ],
          withComponentInputBinding(),
        ),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
        { provide: PasskeyBrowser, useFactory: () => browser },
      ],
    });
    await TestBed.inject(LanguageStore).choose('fr');
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => http.verify());

  it('masks the password, which may be pasted and kept by a password manager', async () => {
    await open('/login');
    const input = page().querySelector<HTMLInputElement>('#password')!;
    expect([input.type, input.autocomplete, input.maxLength]).toEqual([
      'password',
      'current-password',
      -1,
    ]);
    const paste = new Event('paste', { bubbles: true, cancelable: true });
    expect(input.dispatchEvent(paste)).toBe(true);
    page().querySelector<HTMLButtonElement>('#password ~ button')!.click();
    await settle();
    expect(input.type).toBe('text');
  });

  it('says beside each field what is missing, and asks nobody', async () => {
    await open('/login');
    await enter('', '');
    expect(page().querySelector('#email-error')?.textContent).toContain('Saisissez votre adresse');
    expect(page().querySelector('#password-error')?.textContent).toContain('mot de passe');
    expect(page().querySelector('#email')?.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement?.id).toBe('email');
  });

  it('tells an address that is not one', async () => {
    await open('/login');
    await enter('hugo', 'secret');
    expect(page().querySelector('#email-error')?.textContent).toContain('n’est pas complète');
  });

  it.each([
    [401, { code: 'AUTH.BAD_CREDENTIALS' }, {}, 'ne correspond pas'],
    [429, { code: 'AUTH.TOO_MANY_ATTEMPTS' }, { 'retry-after': '120' }, 'dans 2\u202fmin'],
    [503, '', {}, 'ne répond pas'],
    [500, { code: 'INTERNAL', requestId: 'r-9' }, {}, 'r-9'],
  ])('puts a refusal with %d in plain words', async (status, body, headers, words) => {
    await open('/login');
    await enter('e@naif.example', 'wrong');
    const request = http.expectOne('/api/auth/login');
    request.flush(body, { status, statusText: '-', headers: headers as Record<string, string> });
    await settle();
    expect(page().querySelector('[data-testid=refusal]')?.textContent).toContain(words);
  });

  it('says why it is there when a session ran out', async () => {
    await open('/login?reason=expired&returnUrl=%2Ffleet');
    expect(page().querySelector('[data-testid=expired]')?.textContent).toContain('a expiré');
  });

  it('says why it is there when a session was ended elsewhere', async () => {
    await open('/login?reason=revoked&returnUrl=%2Ffleet');
    expect(page().querySelector('[data-testid=revoked]')?.textContent).toContain('fermée');
  });

  it('says that a password was set', async () => {
    await open('/login?reason=password-set');
    expect(page().querySelector('[data-testid=password-set]')).not.toBeNull();
    expect(page().querySelector('.forgotten')?.getAttribute('href')).toBe('/password-reset');
  });

  it('leads to the demo’s mail, in the demo', async () => {
    await open('/login');
    expect(page().querySelector('[data-testid=demo-outbox]')).toBeNull();
    TestBed.inject(DemoStore).reload();
    await new Promise((resolve) => setTimeout(resolve));
    http.expectOne('/api/demo/outbox').flush({ items: [] });
    await settle();
    const link = page().querySelector('[data-testid=demo-outbox]');
    expect(link?.getAttribute('href')).toBe('/demo/outbox');
  });

  describe('with a passkey', () => {
    const press = async (): Promise<void> => {
      page().querySelector<HTMLElement>('[data-testid=passkey-login]')?.click();
      await settle();
      http.expectOne('/api/auth/passkey/options').flush({ publicKey: { challenge: 'c' } });
      await settle();
    };

    it('is entered without a password', async () => {
      const answer = jest.fn(() => Promise.resolve({ id: 'signed' }));
      usePasskeys({ ability: 'able', answer });
      await open('/login?returnUrl=%2Fvehicle%2Fv1');
      await press();
      expect(answer).toHaveBeenCalledWith({ challenge: 'c' });
      const request = http.expectOne('/api/auth/passkey');
      expect(request.request.body).toEqual({ credential: { id: 'signed' } });
      request.flush({
        account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'fr' },
        permissions: [],
        expiresAt: new Date(Date.now() + 900_000).toISOString(),
      });
      await settle();
      expect(page().textContent).toBe('the fleet');
    });

    it('says that the server does not take it', async () => {
      usePasskeys({ ability: 'able', answer: () => Promise.resolve({}) });
      await open('/login');
      await press();
      http
        .expectOne('/api/auth/passkey')
        .flush({ code: 'AUTH.PASSKEY_REFUSED' }, { status: 401, statusText: '-' });
      await settle();
      const refusal = page().querySelector('[data-testid=refusal]');
      expect(refusal?.textContent).toContain('n’a pas été acceptée');
    });

    it('says nothing when its holder gives up', async () => {
      const answer = () => Promise.reject(new DOMException('-', 'NotAllowedError'));
      usePasskeys({ ability: 'able', answer });
      await open('/login');
      await press();
      expect(page().querySelector('[data-testid=refusal]')).toBeNull();
      const button = page().querySelector('[data-testid=passkey-login]');
      expect(button?.getAttribute('aria-disabled')).toBe('false');
    });

    it('says at an address why not', async () => {
      usePasskeys({ ability: 'needs-name', namedAddress: 'http://localhost:8080' });
      await open('/login');
      const note = page().querySelector('[data-testid=passkey-needs-name]');
      expect(note?.textContent).toContain('adresse IP');
      expect(note?.querySelector('a')?.href).toBe('http://localhost:8080/');
      expect(page().querySelector('[data-testid=passkey-login]')).toBeNull();
    });

    it('is not offered by a browser that cannot', async () => {
      usePasskeys({ ability: 'unable' });
      await open('/login');
      expect(page().querySelector('[data-testid^=passkey]')).toBeNull();
    });
  });

  it('goes back to where one was', async () => {
    await open('/login?returnUrl=%2Fvehicle%2Fv1');
    await enter(' e@naif.example', 'right');
    const request = http.expectOne('/api/auth/login');
    expect(request.request.body).toEqual({ email: 'e@naif.example', password: 'right' });
    request.flush({
      account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'en' },
      permissions: [],
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await settle();
    expect(page().textContent).toBe('the fleet');
    // What was chosen in this browser goes before the account's language, and the account hears of it.
    http.expectOne('/api/account').flush({ version: 7 });
    await settle();
    const told = http.expectOne({ url: '/api/account', method: 'PATCH' });
    expect(told.request.body).toEqual({ language: 'fr', version: 7 });
    told.flush({ language: 'fr', theme: 'system', units: 'metric', timeZone: 'Europe/Paris' });
    await settle();
    expect(TestBed.inject(LanguageStore).language()).toBe('fr');
  });

  describe('where the password is not enough', () => {
    const need = { methods: ['totp', 'email', 'recovery'], expiresAt: '2026-01-01T00:00:00Z' };
    const find = (selector: string): HTMLElement | null => page().querySelector(selector);
    const enterCode = async (code: string): Promise<void> => {
      const input = page().querySelector<HTMLInputElement>('#code');
      if (input) input.value = code;
      input?.dispatchEvent(new Event('input'));
      find('button[type=submit]')?.click();
      await settle();
    };

    beforeEach(async () => {
      await open('/login?returnUrl=%2Fvehicle%2Fv1');
      await enter('e@naif.example', 'right');
      http.expectOne('/api/auth/login').flush({ secondFactor: need });
      await settle();
    });

    it('asks for the code of the app, and goes on where one was', async () => {
      expect(document.activeElement?.id).toBe('code');
      find('input[type=checkbox]')?.click();
      await enterCode(' 123456 ');
      const request = http.expectOne('/api/auth/second-factor');
      expect(request.request.body).toEqual({
        method: 'totp',
        code: '123456',
        rememberDevice: true,
      });
      request.flush({
        account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'fr' },
        permissions: [],
        expiresAt: new Date(Date.now() + 900_000).toISOString(),
      });
      await settle();
      expect(page().textContent).toBe('the fleet');
    });

    it('says what is wrong with a code, and asks nobody about none', async () => {
      await enterCode('');
      expect(find('[data-testid=factor-refusal]')?.textContent).toBe('Saisissez le code.');
      await enterCode('000000');
      const answer = { status: 401, statusText: '-' };
      http.expectOne('/api/auth/second-factor').flush({ code: 'AUTH.WRONG_CODE' }, answer);
      await settle();
      expect(find('[data-testid=factor-refusal]')?.textContent).toContain('n’est pas le bon');
    });

    it('mails a code when asked to, and tells where', async () => {
      find('[data-testid=factor-email]')?.click();
      await settle();
      http
        .expectOne('/api/auth/second-factor/email-code')
        .flush({ emailSentTo: 'e…@naif.example' });
      await settle();
      expect(find('[data-testid=factor-lead]')?.textContent).toContain('e…@naif.example');
    });

    it('begins anew when it took too long', async () => {
      await enterCode('123456');
      const answer = { status: 401, statusText: '-' };
      http
        .expectOne('/api/auth/second-factor')
        .flush({ code: 'AUTH.SECOND_FACTOR_EXPIRED' }, answer);
      await settle();
      expect(page().querySelector<HTMLInputElement>('#email')?.value).toBe('e@naif.example');
      expect(page().querySelector<HTMLInputElement>('#password')?.value).toBe('');
    });
  });

  it('speaks English when asked to', async () => {
    await open('/login');
    page().querySelector<HTMLButtonElement>('button[lang=en]')?.click();
    await TestBed.inject(LanguageStore).choose('en');
    await settle();
    expect(page().querySelector('button[type=submit]')?.textContent.trim()).toBe('Sign in');
    expect(document.documentElement.lang).toBe('en');
  });
});
