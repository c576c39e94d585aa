import { HttpEventType, provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { SessionStore } from '../session/session-store';
import { Toasts } from '../ui/toasts';
import { ClientMergePage } from './client-merge-page';
import { ClientPage } from './client-page';

@Component({ template: '' })
class Blank {}

const CLIENT = {
  id: 'c1',
  kind: 'person',
  name: 'Amélie Lefèvre',
  firstName: 'Amélie',
  lastName: 'Lefèvre',
  email: 'amelie@example.fr',
  language: 'fr',
  version: 4,
  createdAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-24T10:00:00.000Z',
};
const OTHER = {
  ...CLIENT,
  id: 'c2',
  name: 'Amelie Lefevre',
  email: 'al@example.fr',
  phone: '+33612345678',
  version: 7,
};
const DRIVER = {
  id: 'd1',
  firstName: 'Cosette',
  lastName: 'Lefèvre',
  birthDate: '2004-02-29',
  relation: 'child',
  version: 2,
  createdAt: '2026-11-24T10:00:00.000Z',
};
const DOCUMENT = {
  id: 'p1',
  title: 'Permis recto',
  kind: 'driving-licence',
  contentType: 'application/pdf',
  sizeBytes: 182_044,
  sha256: '',
  addedAt: '2026-11-24T10:00:00.000Z',
};
const PERMISSIONS = ['list:clients', 'update:clients', 'read:documents', 'write:documents'];

describe('a client’s pages', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;
  let answers: Record<string, object>;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const part = (name: string): HTMLElement => page().querySelector(`[data-testid=${name}]`)!;
  const dialog = (): HTMLElement => document.querySelector('mat-dialog-container')!;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const answer = async (): Promise<TestRequest[]> => {
    const requests = http.match(({ method }) => method === 'GET').filter((one) => !one.cancelled);
    for (const request of requests) {
      request.flush(answers[request.request.url] ?? { items: [], total: 0 });
    }
    await settle();
    return requests;
  };
  const open = async (url: string): Promise<void> => {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'en' },
      permissions: PERMISSIONS,
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await login;
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await settle();
    await answer();
    await answer();
  };
  const button = (name: string, within: HTMLElement = page()): HTMLElement =>
    [...within.querySelectorAll<HTMLElement>('button')].find((each) =>
      (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(name),
    )!;
  const type = (input: HTMLInputElement, text: string): void => {
    input.value = text;
    input.dispatchEvent(new Event('input'));
  };
  const submit = async (): Promise<void> => {
    dialog()
      .querySelector('form')!
      .dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const choose = async (file: { name: string; size: number; type: string }): Promise<void> => {
    const input = dialog().querySelector<HTMLInputElement>('input[type=file]')!;
    const blob = new File(['x'], file.name, { type: file.type });
    Object.defineProperty(blob, 'size', { value: file.size });
    Object.defineProperty(input, 'files', { value: [blob], configurable: true });
    input.dispatchEvent(new Event('change'));
    await settle();
  };

  beforeEach(async () => {
    sessionStorage.clear();
    answers = {
      '/api/clients/c1': CLIENT,
      '/api/clients/c2': OTHER,
      '/api/clients/c1/duplicates': {
        items: [{ client: OTHER, reasons: ['name-and-birth-date'] }],
      },
      '/api/clients/c1/drivers': { items: [DRIVER] },
      '/api/clients/c1/documents': { items: [DOCUMENT] },
    };
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'clients/:id', component: ClientPage },
            { path: 'clients/:id/merge', component: ClientMergePage },
            { path: '**', component: Blank },
          ],
          withComponentInputBinding(),
        ),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    http = TestBed.inject(HttpTestingController);
  });

  it('say who may be the same one, and lead to both side by side', async () => {
    await open('/clients/c1');
    const links = [...part('duplicates').querySelectorAll('a')].map((link) => [
      link.textContent.trim(),
      link.getAttribute('href'),
    ]);
    expect(links).toEqual([
      ['Amelie Lefevre', '/clients/c2'],
      ['Compare and merge', '/clients/c1/merge?with=c2'],
    ]);
  });

  it('lead from a client who was merged to the one who was kept', async () => {
    const merged = { code: 'CLIENT.MERGED', related: [{ id: 'c2', name: 'Amelie Lefevre' }] };
    await open('/clients/c1');
    await harness.navigateByUrl('/clients/c9');
    await settle();
    http.expectOne('/api/clients/c9').flush(merged, { status: 410, statusText: 'Gone' });
    await settle();
    expect(TestBed.inject(Router).url).toBe('/clients/c2');
    expect(TestBed.inject(Toasts).current()?.text).toContain('Amelie Lefevre');
  });

  it('refuse a file beside its field before it is sent, and send another with its progress', async () => {
    await open('/clients/c1');
    button('Add a document').click();
    await settle();
    await choose({ name: 'virus.exe', size: 9, type: 'application/x-msdownload' });
    expect(dialog().querySelector('.field-error')?.textContent).toContain('Only PDF files');
    await choose({ name: 'scan.pdf', size: 11_000_000, type: 'application/pdf' });
    expect(dialog().querySelector('.field-error')?.textContent).toContain('too large');
    await submit();
    http.expectNone(({ method }) => method === 'POST');
    await choose({ name: 'Carte_grise.pdf', size: 9, type: 'application/pdf' });
    await submit();
    const request = http.expectOne('/api/clients/c1/documents');
    const sent = request.request.body as FormData;
    // The first file's name became the title, and it is the writer's own since.
    expect([sent.get('title'), sent.get('kind')]).toEqual(['virus', 'other']);
    request.event({ type: HttpEventType.UploadProgress, loaded: 50, total: 200 });
    await settle();
    expect(dialog().querySelector('progress')?.value).toBe(25);
    request.flush(DOCUMENT);
    await settle();
    // The list hears of it.
    expect((await answer()).map((one) => one.request.url)).toEqual(['/api/clients/c1/documents']);
  });

  it('call off a document that is on its way, and keep what was entered', async () => {
    await open('/clients/c1');
    button('Add a document').click();
    await settle();
    await choose({ name: 'Carte_grise.pdf', size: 9, type: 'application/pdf' });
    await submit();
    const request = http.expectOne('/api/clients/c1/documents');
    button('Cancel', dialog()).click();
    await settle();
    expect(request.cancelled).toBe(true);
    expect(dialog().querySelector('progress')).toBeNull();
    expect(dialog().querySelectorAll<HTMLInputElement>('input')[1]?.value).toBe('Carte grise');
  });

  it('remove a document only when its title is typed', async () => {
    await open('/clients/c1');
    button('Delete the document').click();
    await settle();
    await submit();
    http.expectNone(({ method }) => method === 'DELETE');
    type(dialog().querySelector('input')!, 'permis recto');
    await submit();
    const request = http.expectOne('/api/clients/c1/documents/p1');
    expect(request.request.method).toBe('DELETE');
  });

  it('remove a driver, and name them again when that is undone', async () => {
    await open('/clients/c1');
    button('Remove the driver').click();
    await settle();
    http.expectOne('/api/clients/c1/drivers/d1').flush(null);
    await settle();
    TestBed.inject(Toasts).current()!.undo!();
    const request = http.expectOne(({ method }) => method === 'POST');
    expect(request.request.body).toEqual({
      firstName: 'Cosette',
      lastName: 'Lefèvre',
      birthDate: '2004-02-29',
      relation: 'child',
      licenceNumber: null,
      licenceDate: null,
    });
  });

  it('correct a driver on the version that was read', async () => {
    await open('/clients/c1');
    button('Edit the driver').click();
    await settle();
    type(dialog().querySelector('input')!, 'Fauchelevent');
    await submit();
    const request = http.expectOne('/api/clients/c1/drivers/d1');
    expect(request.request.body).toMatchObject({ lastName: 'Fauchelevent', version: 2 });
  });

  it('show each telephone number as a way to call', async () => {
    answers['/api/clients/c2'] = { ...OTHER, otherPhones: ['+33478123456', '+442079460018'] };
    await open('/clients/c2');
    const calls = [...part('client-facts').querySelectorAll<HTMLAnchorElement>('a[href^=tel]')];
    expect(calls.map(({ href }) => href)).toEqual([
      'tel:+33612345678',
      'tel:+33478123456',
      'tel:+442079460018',
    ]);
  });

  it.each([
    ['as many as one client has', ['+442079460018'], false],
    [
      'and says so where that is too many',
      ['+442079460018', '+442079460019', '+442079460020', '+442079460021'],
      true,
    ],
  ])('merge keeps the telephone numbers of both, %s', async (_, otherPhones, lost) => {
    answers['/api/clients/c1'] = { ...CLIENT, phone: '+33478123456' };
    answers['/api/clients/c2'] = { ...OTHER, otherPhones };
    await open('/clients/c1/merge?with=c2');
    const theirs = [...page().querySelectorAll('tbody tr')]
      .filter((row) => row.textContent.includes('elephone'))
      .map((row) => row.querySelectorAll('td')[1]!.classList.contains('lost'));
    expect(theirs[0]).toBe(lost);
    expect(theirs).toHaveLength(2);
  });

  it('merge two clients into the one that is chosen, when the name of the other is typed', async () => {
    await open('/clients/c1/merge?with=c2');
    const rows = (): string[] =>
      [...page().querySelectorAll('tbody tr')]
        .filter((row) => /E-mail|Telephone/.test(row.textContent))
        .map((row) =>
          [...row.querySelectorAll('td')]
            .map((cell) => (cell.classList.contains('lost') ? '-' : '+') + cell.textContent.trim())
            .join(' '),
        );
    expect(rows()[0]).toBe('+amelie@example.fr -al@example.fr');
    expect(rows()[1]).toMatch(/^-— \+\+33/);
    page()
      .querySelectorAll<HTMLInputElement>('input[type=radio]')[1]!
      .dispatchEvent(new Event('change'));
    await settle();
    expect(rows()[0]).toBe('-amelie@example.fr +al@example.fr');
    button('Merge').click();
    await settle();
    type(dialog().querySelector('input')!, 'amelie lefevre');
    await submit();
    const request = http.expectOne('/api/clients/c2/merge');
    expect(request.request.body).toEqual({ otherId: 'c1', version: 7, otherVersion: 4 });
    request.flush(OTHER);
    await settle();
    expect(TestBed.inject(Router).url).toBe('/clients/c2');
  });
});
