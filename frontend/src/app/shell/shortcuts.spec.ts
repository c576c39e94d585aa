import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { SessionStore } from '../session/session-store';
import { Shortcuts } from './shortcuts';
import { ShortcutsDialog } from './shortcuts-dialog';

@Component({ template: '' })
class Blank {}

const DESK = [
  'read:vehicles',
  'list:clients',
  'read:contracts',
  'read:contract-reminders',
  'import:records',
  'search:records',
];
/** What a client may do. */
const CLIENT = ['read:vehicles', 'read:contracts', 'read:documents', 'read:own-data'];

describe('Shortcuts', () => {
  let shortcuts: Shortcuts;
  let helped: number;
  let searched: number;

  const press = (key: string, target: HTMLElement = document.body, more = {}): boolean => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
    target.dispatchEvent(event);
    return shortcuts.press(event, { openHelp: () => helped++, openSearch: () => searched++ });
  };

  const signIn = async (permissions: readonly string[]): Promise<void> => {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    TestBed.inject(HttpTestingController)
      .expectOne('/api/auth/login')
      .flush({
        account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'fr' },
        permissions,
        expiresAt: new Date(Date.now() + 900_000).toISOString(),
      });
    await login;
  };

  beforeEach(async () => {
    localStorage.clear();
    document.body.innerHTML = '<main><input type="search"></main>';
    helped = 0;
    searched = 0;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: '**', component: Blank }]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    shortcuts = TestBed.inject(Shortcuts);
    await signIn(DESK);
  });

  afterEach(() => (document.body.innerHTML = ''));

  it('opens the list with ?', () => {
    expect(press('?')).toBe(true);
    expect(helped).toBe(1);
  });

  it('goes to the search over everything with /, and with Ctrl K even while somebody types', () => {
    expect(press('/')).toBe(true);
    const field = document.querySelector('input') as HTMLInputElement;
    expect(press('k', field, { ctrlKey: true })).toBe(true);
    expect(searched).toBe(2);
  });

  it('goes to the page’s own search field with f', () => {
    expect(press('f')).toBe(true);
    expect(document.activeElement?.tagName).toBe('INPUT');
  });

  it.each([
    ['f', '/fleet'],
    ['c', '/clients'],
    ['v', '/vehicles'],
    ['k', '/contracts'],
    ['d', '/due'],
    ['i', '/imports'],
  ])('goes with g and then %s to %s', async (key, path) => {
    press('g');
    expect(press(key)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe(path);
  });

  it('goes nowhere with the second key alone', async () => {
    press('c');
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('goes only where the account may go', async () => {
    await signIn(['read:vehicles']);
    press('g');
    expect(press('c')).toBe(false);
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/');
  });

  it('leads no client to the desk', async () => {
    await signIn(CLIENT);
    press('g');
    expect(press('v')).toBe(false);
  });

  it.each([
    [
      'a client',
      CLIENT,
      [
        'Show the shortcuts',
        'Save the form',
        'Switch between light and dark',
        'Close what is open, leave a form',
      ],
    ],
    [
      'an auditor, who imports nothing',
      DESK.filter((one) => one !== 'import:records').concat('read:accounts'),
      [
        'Show the shortcuts',
        'Search everywhere',
        'Search on the page',
        'Go to the fleet',
        'Go to the clients',
        'Go to the vehicles',
        'Go to the contracts',
        'Go to what is due',
        'Go to the administration',
        'Next, previous row',
        'Open the row',
        'Select the row',
        'Save the form',
        'Switch between light and dark',
        'Close what is open, leave a form',
      ],
    ],
  ])('shows %s only what they may do', async (_who, permissions, words) => {
    await TestBed.inject(LanguageStore).choose('en');
    await signIn(permissions);
    const dialog = TestBed.createComponent(ShortcutsDialog);
    await dialog.whenStable();
    const shown = (dialog.nativeElement as HTMLElement).querySelectorAll('dd');
    expect([...shown].map((each) => each.textContent.trim())).toEqual(words);
  });

  it('rests while somebody types, and leaves the browser’s own shortcuts alone', () => {
    const field = document.querySelector('input') as HTMLInputElement;
    expect(press('?', field)).toBe(false);
    expect(press('/', document.body, { ctrlKey: true })).toBe(false);
  });

  it('can be switched off, for good', () => {
    shortcuts.enable(false);
    expect(press('?')).toBe(false);
    expect(localStorage.getItem('naif.shortcuts')).toBe('off');
  });
});
