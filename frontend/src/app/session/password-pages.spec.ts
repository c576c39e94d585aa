import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { InvitationPage } from './invitation-page';
import { PasswordResetPage } from './password-reset-page';

@Component({ template: 'elsewhere' })
class Blank {}

const TOKEN = 'Yk3vJp0m8nT1x2c4b5d6e7f8g9h0i1j2k3l4m5n6o7p';
const GOOD = 'trois girafes mangent du nougat';

describe('passwords by mail', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable();
  };
  const open = async (url: string): Promise<void> => {
    harness = await RouterTestingHarness.create(url);
    await settle();
  };
  const send = async (id: string, value: string): Promise<void> => {
    const input = page().querySelector<HTMLInputElement>(`#${id}`)!;
    input.value = value;
    input.dispatchEvent(new Event('input'));
    await settle();
    page()
      .querySelector('form')
      ?.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const text = (selector: string): string => page().querySelector(selector)?.textContent ?? '';

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'invitation', component: InvitationPage },
            { path: 'password-reset', component: PasswordResetPage },
            { path: '**', component: Blank },
          ],
          withComponentInputBinding(),
        ),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('fr');
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => http.verify());

  it.each([
    ['/invitation', '/api/auth/invitations/acceptance'],
    ['/password-reset', '/api/auth/password-reset/completion'],
  ])('%s sets a password by the link’s token, and leads to the login', async (path, route) => {
    await open(`${path}#${TOKEN}`);
    await send('password', GOOD);
    const request = http.expectOne(route);
    expect(request.request.body).toEqual({ token: TOKEN, password: GOOD });
    request.flush('');
    await settle();
    expect(TestBed.inject(Router).url).toBe('/login?reason=password-set');
  });

  it('asks nobody about a password that is too short, and says so', async () => {
    await open(`/invitation#${TOKEN}`);
    expect(document.activeElement?.id).toBe('password');
    await send('password', 'trop court');
    expect(text('#password-error')).toContain('12 caractères');
    expect(text('[data-testid=password-meter]')).toBe('Encore 2 caractères');
  });

  it('puts what the server thinks of a password beside it, until it is another one', async () => {
    await open(`/invitation#${TOKEN}`);
    await send('password', 'motdepasse123');
    const fault = { pointer: '/password', code: 'AUTH.PASSWORD_KNOWN', detail: '-' };
    const hint = { ...fault, code: 'AUTH.PASSWORD_HAS_SEQUENCE' };
    http
      .expectOne('/api/auth/invitations/acceptance')
      .flush(
        { code: 'AUTH.PASSWORD_KNOWN', errors: [fault, hint] },
        { status: 400, statusText: 'Bad Request' },
      );
    await settle();
    expect(text('#password-error')).toContain('pirates');
    expect(text('[data-testid=password-hints]')).toContain('abc ou 123');
    expect(page().querySelector('[data-testid=refusal]')).toBeNull();
    const input = page().querySelector<HTMLInputElement>('#password')!;
    input.value = GOOD;
    input.dispatchEvent(new Event('input'));
    await settle();
    expect(page().querySelector('#password-error')).toBeNull();
    expect(page().querySelector('[data-testid=password-hints]')).toBeNull();
  });

  it('shows what is typed when asked to', async () => {
    await open(`/invitation#${TOKEN}`);
    const input = page().querySelector<HTMLInputElement>('#password')!;
    expect(input.type).toBe('password');
    page().querySelector<HTMLButtonElement>('naif-password-field .icon-button')?.click();
    await settle();
    expect(input.type).toBe('text');
  });

  it('says when a link works no more, and offers another one', async () => {
    await open(`/password-reset#${TOKEN}`);
    await send('password', GOOD);
    const gone = { status: 410, statusText: 'Gone' };
    http
      .expectOne('/api/auth/password-reset/completion')
      .flush({ code: 'AUTH.LINK_NOT_VALID' }, gone);
    await settle();
    expect(text('[data-testid=refusal]')).toContain('ne fonctionne plus');
    expect(page().querySelector('a.primary')?.getAttribute('href')).toBe('/password-reset');
  });

  it.each(['/invitation', '/invitation#cut', '/password-reset#cut'])(
    'does not take %s for a link',
    async (url) => {
      await open(url);
      expect(text('[data-testid=refusal]')).toContain('ne fonctionne plus');
      expect(page().querySelector('#password')).toBeNull();
    },
  );

  it('asks for a link, and says the same whoever asks', async () => {
    await open('/password-reset');
    await send('email', '');
    expect(text('#email-error')).toContain('Saisissez');
    await send('email', 'hugo');
    expect(text('#email-error')).toContain('n’est pas complète');
    await send('email', ' e@naif.example');
    const request = http.expectOne('/api/auth/password-reset');
    expect(request.request.body).toEqual({ email: 'e@naif.example' });
    request.flush('', { status: 202, statusText: 'Accepted' });
    await settle();
    expect(text('[data-testid=sent]')).toContain('Si e@naif.example a un compte');
  });

  it.each([
    [429, { code: 'AUTH.TOO_MANY_ATTEMPTS' }, 'Trop d’essais'],
    [503, { code: 'MAIL.NOT_CONFIGURED' }, 'ne peut pas envoyer d’e-mail'],
  ])('says why no link was sent: %d', async (status, body, words) => {
    await open('/password-reset');
    await send('email', 'e@naif.example');
    http.expectOne('/api/auth/password-reset').flush(body, { status, statusText: '-' });
    await settle();
    expect(text('[data-testid=refusal]')).toContain(words);
    expect(page().querySelector('[data-testid=sent]')).toBeNull();
  });
});
