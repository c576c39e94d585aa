import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { AccountDto } from '../api/models/account-dto';
import { Reader } from '../format/reader';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { Theme } from '../ui/theme';
import { PreferencesStore } from './preferences-store';

const ROUTE = '/api/account';

function account(change: Partial<AccountDto> = {}): AccountDto {
  return {
    id: 'a1',
    email: 'e@naif.example',
    displayName: 'Hugo Petit',
    role: 'employee',
    language: 'fr',
    theme: 'dark',
    units: 'imperial',
    timeZone: 'Indian/Reunion',
    ...change,
  };
}

describe('the preferences', () => {
  let store: PreferencesStore;
  let http: HttpTestingController;
  let languages: LanguageStore;
  let theme: Theme;

  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  /** Answers one change of the profile; resolves with what was sent. */
  const answer = async (language = 'fr', look = 'dark', version = 3): Promise<unknown> => {
    http.expectOne({ url: ROUTE, method: 'GET' }).flush({ version });
    await settle();
    const request = http.expectOne({ url: ROUTE, method: 'PATCH' });
    request.flush({ ...account(), language, theme: look, version: version + 1 });
    await settle();
    return request.request.body;
  };

  beforeEach(() => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideWholeGlossary()],
    });
    store = TestBed.inject(PreferencesStore);
    languages = TestBed.inject(LanguageStore);
    theme = TestBed.inject(Theme);
    http = TestBed.inject(HttpTestingController);
  });

  afterEach(() => http.verify());

  it('are the account’s where nothing was chosen here', async () => {
    await store.adopt(account({ language: 'en' }));
    const reader = TestBed.inject(Reader);
    expect([languages.language(), theme.choice()]).toEqual(['en', 'dark']);
    expect([reader.units(), reader.timeZone()]).toEqual(['imperial', 'Indian/Reunion']);
    // There before first paint, the next time.
    expect(localStorage.getItem('naif.theme')).toBe('dark');
  });

  it('chosen on the way in go first, and the account hears of them', async () => {
    await languages.choose('en');
    theme.choose('light');
    await store.adopt(account());
    expect([languages.language(), theme.choice()]).toEqual(['en', 'light']);
    const told = store.carryOver(account());
    expect(await answer('en', 'light')).toEqual({ language: 'en', theme: 'light', version: 3 });
    await told;
    // From now on they are the account's: another choice made elsewhere comes here, too.
    await store.adopt(account({ language: 'fr', theme: 'system' }));
    expect([languages.language(), theme.choice()]).toEqual(['fr', 'system']);
  });

  it('of somebody who was here before do not follow the next one', async () => {
    await store.adopt(account({ language: 'en', theme: 'dark' }));
    const next = account({ language: 'fr', theme: 'light' });
    await store.adopt(next);
    await store.carryOver(next);
    expect([languages.language(), theme.choice()]).toEqual(['fr', 'light']);
  });

  it('chosen in a session show at once and are stored', async () => {
    await store.adopt(account());
    const chosen = store.chooseTheme('light');
    expect(theme.choice()).toBe('light');
    expect(await answer('fr', 'light')).toEqual({ theme: 'light', version: 3 });
    await chosen;
    expect(theme.own()).toBeUndefined();
  });

  it('stay this browser’s own while the account cannot be told', async () => {
    await store.adopt(account());
    const chosen = store.chooseLanguage('en');
    await settle();
    http.expectOne(ROUTE).error(new ProgressEvent('error'));
    await chosen;
    await store.adopt(account());
    expect(languages.language()).toBe('en');
  });

  it('saved on the account’s page show once they are saved', async () => {
    await store.adopt(account());
    const saved = store.save({ theme: 'light', language: 'en' });
    expect(await answer('en', 'light')).toEqual({ theme: 'light', language: 'en', version: 3 });
    await saved;
    expect([languages.language(), theme.choice()]).toEqual(['en', 'light']);
    expect([languages.own(), theme.own()]).toEqual([undefined, undefined]);
  });

  it('are saved over a save that came between', async () => {
    const saved = store.save({ units: 'metric' });
    http.expectOne({ url: ROUTE, method: 'GET' }).flush({ version: 3 });
    await settle();
    const conflict = { status: 409, statusText: 'Conflict' };
    http
      .expectOne({ url: ROUTE, method: 'PATCH' })
      .flush({ code: 'RECORD.CHANGED_MEANWHILE' }, conflict);
    await settle();
    expect(await answer('fr', 'dark', 4)).toEqual({ units: 'metric', version: 4 });
    await expect(saved).resolves.toMatchObject({ version: 5 });
  });

  it('are not saved again and again against a refusal', async () => {
    const saved = store.save({ displayName: '' });
    http.expectOne({ url: ROUTE, method: 'GET' }).flush({ version: 3 });
    await settle();
    http
      .expectOne({ url: ROUTE, method: 'PATCH' })
      .flush({ code: 'REQUEST.INVALID' }, { status: 400, statusText: '-' });
    await expect(saved).rejects.toMatchObject({ status: 400 });
  });
});
