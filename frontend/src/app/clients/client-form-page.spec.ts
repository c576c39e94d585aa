import { provideHttpClient } from '@angular/common/http';
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
import { ClientFormPage } from './client-form-page';

@Component({ template: '' })
class Blank {}

const CLIENT = {
  id: 'c1',
  kind: 'person',
  name: 'Amélie Lefèvre',
  firstName: 'Amélie',
  lastName: 'Lefèvre',
  email: 'amelie@example.fr',
  phone: '+33612345678',
  language: 'fr',
  version: 4,
  createdAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-24T10:00:00.000Z',
};

describe('ClientFormPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const control = (label: string): HTMLInputElement => {
    const found = [...page().querySelectorAll('naif-field')].find((field) =>
      field.querySelector('label')?.textContent.trim().startsWith(label),
    );
    return found!.querySelector<HTMLInputElement>('.control')!;
  };
  const enter = async (label: string, text: string): Promise<void> => {
    const input = control(label);
    input.value = text;
    input.dispatchEvent(new Event('input'));
    input.dispatchEvent(new Event('change'));
    await settle();
  };
  const submit = async (): Promise<void> => {
    page()
      .querySelector('form')!
      .dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };
  const open = async (url: string): Promise<void> => {
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await settle();
  };
  const bodyOf = (request: TestRequest): Record<string, unknown> =>
    request.request.body as Record<string, unknown>;

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'clients/new', component: ClientFormPage },
            { path: 'clients/:id/edit', component: ClientFormPage },
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

  afterEach(() => {
    // Whether the question for namesakes went out already is a matter of milliseconds.
    http.match(({ method, params }) => method === 'GET' && params.has('search'));
    http.verify();
  });

  it('enters a person and goes on to their vehicle', async () => {
    await open('/clients/new');
    await enter('Last name', 'Lefèvre');
    await enter('First name', 'Amélie');
    await enter('E-mail', 'amelie@example.fr');
    document.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, shiftKey: true }),
    );
    await settle();
    const request = http.expectOne('/api/clients');
    expect(bodyOf(request)).toMatchObject({
      kind: 'person',
      lastName: 'Lefèvre',
      companyName: null,
      phone: null,
      address: null,
    });
    request.flush(CLIENT);
    await settle();
    expect(TestBed.inject(Router).url).toBe('/vehicles/new?client=c1');
  });

  it('asks a company for its own name, and for no licence', async () => {
    await open('/clients/new');
    await enter('Kind', 'company');
    expect(page().textContent).not.toContain('Licence');
    await enter('E-mail', 'info@example.fr');
    await submit();
    expect(page().querySelector('[data-testid=faults]')?.textContent).toContain('Name of the');
    await enter('Name of the company', 'Valjean SARL');
    await submit();
    const request = http.expectOne('/api/clients');
    expect(bodyOf(request)).toMatchObject({ kind: 'company', companyName: 'Valjean SARL' });
    request.flush({ ...CLIENT, kind: 'company' });
    await settle();
  });

  it('wants an address as a whole or not at all', async () => {
    await open('/clients/new');
    await enter('Last name', 'L');
    await enter('First name', 'A');
    await enter('E-mail', 'a@example.fr');
    await enter('Postcode', '69002');
    await submit();
    const faults = page().querySelector('[data-testid=faults]')?.textContent ?? '';
    expect(faults).toContain('Number and street');
    expect(faults).toContain('Town');
  });

  it('shows whom a new client looks like, and sends again once they are told apart', async () => {
    await open('/clients/new');
    await enter('Last name', 'Lefèvre');
    await enter('First name', 'Amélie');
    await enter('E-mail', 'other@example.fr');
    await submit();
    const refusal = {
      code: 'CLIENT.LOOKS_LIKE_DUPLICATE',
      errors: [{ pointer: '/confirmedDistinct', code: 'CLIENT.LOOKS_LIKE_DUPLICATE' }],
      related: [{ kind: 'client', id: 'c9', name: 'Amélie Lefèvre' }],
    };
    http.expectOne('/api/clients').flush(refusal, { status: 409, statusText: 'Conflict' });
    await settle();
    const notice = page().querySelector('[data-testid=lookalikes]')!;
    expect(notice.querySelector('a')?.getAttribute('href')).toBe('/clients/c9');
    const tick = notice.querySelector('input')!;
    expect(document.activeElement).toBe(tick);
    tick.click();
    await settle();
    await submit();
    const again = http.expectOne('/api/clients');
    expect(bodyOf(again)['confirmedDistinct']).toBe(true);
    again.flush(CLIENT);
    await settle();
  });

  it('warns of clients of the same name while one is being entered', async () => {
    await open('/clients/new');
    await enter('Last name', 'Lefevre');
    await enter('First name', 'amelie');
    await new Promise((resolve) => setTimeout(resolve, 450));
    const asked = http.expectOne(({ method }) => method === 'GET');
    expect(asked.request.params.get('search')).toBe('amelie Lefevre');
    const namesake = { ...CLIENT, birthDate: '1985-04-23' };
    asked.flush({ items: [namesake, { ...CLIENT, id: 'c2', name: 'Amélie Lefèvre-Petit' }] });
    await settle();
    const links = [...page().querySelectorAll('[data-testid=likely] a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual(['/clients/c1']);
    expect(page().querySelector('[data-testid=likely]')?.textContent).toContain('23/04/1985');
  });

  describe('with several telephone numbers', () => {
    const button = (name: string): HTMLButtonElement | undefined =>
      [...page().querySelectorAll('button')].find(
        (each) => (each.getAttribute('aria-label') ?? each.textContent).trim() === name,
      );
    const press = async (name: string): Promise<void> => {
      button(name)!.click();
      await settle();
    };
    const edit = async (otherPhones: readonly string[]): Promise<void> => {
      await open('/clients/c1/edit');
      http.expectOne('/api/clients/c1').flush({ ...CLIENT, otherPhones });
      await settle();
    };
    const refuse = (errors: readonly object[]): void =>
      http
        .expectOne('/api/clients/c1')
        .flush({ code: 'REQUEST.INVALID', errors }, { status: 400, statusText: 'Bad Request' });

    it('adds them row by row, as many as one client has, and the keyboard follows', async () => {
      await edit(['+33478123456']);
      expect(control('Telephone 2').value).toBe('+33478123456');
      for (const name of ['Telephone 3', 'Telephone 4', 'Telephone 5']) {
        await press('Add a telephone');
        expect(document.activeElement).toBe(control(name));
      }
      expect(button('Add a telephone')).toBeUndefined();
      await enter('Telephone 4', '04 78 00 00 00');
      await submit();
      const request = http.expectOne('/api/clients/c1');
      expect(bodyOf(request)['otherPhones']).toEqual(['+33478123456', '04 78 00 00 00']);
      request.flush(CLIENT);
      await settle();
    });

    it('removes one, and the keyboard stays there', async () => {
      await edit(['+33478123456', '+33478123457']);
      await press('Remove “Telephone 2”');
      expect(document.activeElement).toBe(control('Telephone 2'));
      expect(control('Telephone 2').value).toBe('+33478123457');
      await press('Remove “Telephone 2”');
      expect(document.activeElement).toBe(button('Add a telephone'));
      await submit();
      const request = http.expectOne('/api/clients/c1');
      expect(bodyOf(request)['otherPhones']).toEqual([]);
      request.flush(CLIENT);
      await settle();
    });

    it('shows what is wrong with one beside it, whatever rows are left empty, until it is changed', async () => {
      await edit(['+33478123456', '', '12']);
      await submit();
      refuse([{ pointer: '/otherPhones/1', code: 'isPhone' }]);
      await settle();
      const wrong = control('Telephone 3');
      expect(wrong.value).toBe('12');
      expect(wrong.getAttribute('aria-invalid')).toBe('true');
      expect(document.activeElement).toBe(wrong);
      const fault = document.getElementById(wrong.getAttribute('aria-describedby')!);
      expect(fault?.textContent).toContain('This is no telephone number');
      expect(control('Telephone 2').getAttribute('aria-invalid')).toBe('false');
      await enter('Telephone 3', '0612345679');
      expect(wrong.getAttribute('aria-invalid')).toBe('false');
    });

    it('says what is wrong with all of them', async () => {
      await edit(['+33478123456']);
      await submit();
      refuse([{ pointer: '/otherPhones', code: 'arrayMaxSize' }]);
      await settle();
      expect(page().querySelector('naif-text-rows')?.textContent).toContain('too long');
      expect(page().querySelector('[data-testid=faults]')?.textContent).toContain('Other tele');
    });

    it('shows where two people wrote different ones', async () => {
      await edit(['+33478123456']);
      await press('Remove “Telephone 2”');
      await submit();
      http
        .expectOne('/api/clients/c1')
        .flush(
          { code: 'RECORD.CHANGED_MEANWHILE', errors: [] },
          { status: 409, statusText: 'Conflict' },
        );
      await settle();
      const theirs = ['+33478123456', '+33478123457'];
      http.expectOne('/api/clients/c1').flush({ ...CLIENT, version: 5, otherPhones: theirs });
      await settle();
      const rows = [...document.querySelectorAll('naif-conflict-dialog tbody tr')];
      expect(rows.map((row) => row.textContent.trim())).toEqual([
        `Other telephones—${theirs.join(', ')}`,
      ]);
      document.querySelectorAll<HTMLButtonElement>('naif-conflict-dialog button')[1]!.click();
      while (document.querySelector('naif-conflict-dialog') !== null) await settle();
      await settle();
      expect(control('Telephone 3').value).toBe('+33478123457');
    });
  });

  it('sends letters elsewhere only when that is said', async () => {
    await open('/clients/c1/edit');
    const mailingAddress = { line1: 'BP 12', postcode: '69002', city: 'Lyon', country: 'FR' };
    http.expectOne('/api/clients/c1').flush({ ...CLIENT, mailingAddress });
    await settle();
    const tick = page().querySelector<HTMLInputElement>('.tick input')!;
    expect(tick.checked).toBe(true);
    tick.click();
    await settle();
    await submit();
    const request = http.expectOne('/api/clients/c1');
    expect(bodyOf(request)).toMatchObject({ address: null, mailingAddress: null });
  });

  it('corrects a client on the version that was read', async () => {
    await open('/clients/c1/edit');
    http.expectOne('/api/clients/c1').flush(CLIENT);
    await settle();
    expect(control('Last name').value).toBe('Lefèvre');
    await enter('Last name', 'Petit');
    await submit();
    const request = http.expectOne('/api/clients/c1');
    expect(request.request.method).toBe('PATCH');
    expect(bodyOf(request)).toMatchObject({ version: 4, lastName: 'Petit', siren: null });
    request.flush({ ...CLIENT, version: 5 });
    await settle();
    expect(TestBed.inject(Router).url).toBe('/clients/c1');
  });

  it('says so when there is no such client', async () => {
    await open('/clients/none/edit');
    http
      .expectOne('/api/clients/none')
      .flush({ code: 'CLIENT.NOT_FOUND' }, { status: 404, statusText: 'Not Found' });
    await settle();
    expect(page().querySelector('naif-error-state')?.textContent).toContain('Not found');
  });
});
