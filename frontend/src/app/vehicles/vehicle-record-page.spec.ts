import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { localDay } from '../format/days';
import { Reader } from '../format/reader';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { SessionStore } from '../session/session-store';
import { Toasts } from '../ui/toasts';
import { VehicleRecordPage } from './vehicle-record-page';

@Component({ template: '' })
class Blank {}

const inDays = (days: number): string => localDay(Date.now() + days * 86_400_000);

const VEHICLE = {
  id: 'v1',
  carId: '9f86d081884c7d659a2feaa0c55ad015',
  clientId: 'c1',
  client: { id: 'c1', name: 'Amélie Lefèvre' },
  vin: 'VF1BB1R0H12345678',
  plate: 'AB-123-CD',
  plateCountry: 'BE',
  plateKind: 'foreign',
  make: 'Kia',
  model: 'Picanto',
  tankLitres: 42.5,
  inspectionDueOn: inDays(-12),
  state: 'parked',
  last: null,
  device: null,
  deviceSituation: 'none',
  warnings: [{ pointer: '/vin', code: 'VEHICLE.VIN_CHECK_DIGIT', detail: '' }],
  version: 3,
  createdAt: '2026-11-01T08:00:00.000Z',
};
const MILEAGES = {
  items: [
    { id: 'm2', km: 40_000, readOn: '2026-11-02', source: 'declared', createdAt: '' },
    { id: 'm1', km: 48_200, readOn: '2026-10-02', source: 'inspection', createdAt: '' },
  ],
};
const OWNERS = {
  items: [
    { clientId: 'c0', name: 'Jean Valjean', until: '2026-06-01' },
    { clientId: 'c1', name: 'Amélie Lefèvre', since: '2026-06-01' },
  ],
};
const COVERED = {
  at: '2026-11-25T07:30:00.000Z',
  day: '2026-11-25',
  covered: true,
  reason: 'covered',
  contract: { id: 'k1', number: 'NC-1', clientId: 'c1', status: 'active' },
};

describe('VehicleRecordPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const part = (name: string): string =>
    page().querySelector(`[data-testid=${name}]`)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const dialog = (): HTMLElement => document.querySelector('mat-dialog-container')!;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const answers: Readonly<Record<string, object>> = {
    '/api/vehicles/v1': VEHICLE,
    '/api/vehicles/v1/owners': OWNERS,
    '/api/vehicles/v1/mileages': MILEAGES,
    '/api/vehicles/v1/coverage': COVERED,
    '/api/contracts': { items: [], total: 0 },
  };
  const answer = async (): Promise<TestRequest[]> => {
    const requests = http.match(({ method }) => method === 'GET').filter((one) => !one.cancelled);
    for (const request of requests) request.flush(answers[request.request.url] ?? { items: [] });
    await settle();
    return requests;
  };
  const open = async (permissions: readonly string[]): Promise<void> => {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'en' },
      permissions,
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await login;
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl('/vehicles/v1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    await answer();
    await answer();
  };
  const fill = (label: string, text: string): void => {
    const field = [...dialog().querySelectorAll('naif-field')].find((each) =>
      each.querySelector('label')?.textContent.includes(label),
    )!;
    const input = field.querySelector<HTMLInputElement>('input')!;
    input.value = text;
    input.dispatchEvent(new Event('input'));
  };
  const submit = async (): Promise<void> => {
    dialog()
      .querySelector('form')!
      .dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
  };

  beforeEach(async () => {
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'vehicles/:id', component: VehicleRecordPage },
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

  it('shows the papers, and the VIN only to whoever asks for it', async () => {
    await open([]);
    const papers = part('vehicle-papers');
    for (const fact of ['AB-123-CD (Belgium)', 'Kia', '42.5\u202fl', '12\u202fd overdue']) {
      expect(papers.replace(/ (?=[ld])/g, '\u202f')).toContain(fact);
    }
    expect(papers).toContain('check digit of the VIN does not match');
    expect(page().textContent).not.toContain(VEHICLE.vin);
    page().querySelector<HTMLElement>('naif-hidden-value button')!.click();
    await settle();
    expect(page().textContent).toContain(VEHICLE.vin);
  });

  it('tells its owners, the present one first, and readings that went backwards', async () => {
    await open(['list:clients']);
    expect(part('vehicle-owners')).toBe(
      'OwnersAmélie Lefèvre 01/06/2026 – today Jean Valjean Since it was entered – 01/06/2026',
    );
    const lines = [...page().querySelectorAll('[data-testid=vehicle-mileages] li')];
    expect(lines.map((line) => line.textContent.includes('Below an older reading'))).toEqual([
      true,
      false,
    ]);
    expect(part('vehicle-device')).toContain('No device');
  });

  it('tells what covered it at the instant that is asked for', async () => {
    await open([]);
    expect(part('coverage')).toContain('Covered');
    const at = page().querySelector<HTMLInputElement>('#coverage-at')!;
    at.value = '2026-05-04T08:30';
    at.dispatchEvent(new Event('input'));
    at.form!.dispatchEvent(new Event('submit', { cancelable: true }));
    await settle();
    const [asked] = http.match(({ url }) => url.endsWith('/coverage'));
    expect(asked?.request.params.get('at')).toBe(new Date('2026-05-04T08:30').toISOString());
    asked?.flush({ at: '2026-05-04T06:30:00.000Z', day: '2026-05-04', reason: 'no-contract' });
    await settle();
    expect(part('coverage')).toContain('No contract');
  });

  it('changes nothing for whom may change nothing', async () => {
    await open(['read:vehicles']);
    expect(page().querySelector('[data-testid=change-owner]')).toBeNull();
    expect(page().querySelector('[data-testid=add-mileage]')).toBeNull();
  });

  it('writes a reading down, and says beside the day that there is one already', async () => {
    await open(['update:vehicles']);
    page().querySelector<HTMLElement>('[data-testid=add-mileage]')!.click();
    await settle();
    fill('Odometer (km)', '12,5');
    await submit();
    http.expectNone(({ method }) => method === 'POST');
    fill('Odometer (km)', '49000');
    await submit();
    const request = http.expectOne(({ method }) => method === 'POST');
    expect(request.request.body).toEqual({ km: 49_000, readOn: inDays(0), source: 'declared' });
    request.flush(
      {
        code: 'VEHICLE.MILEAGE_TAKEN',
        errors: [{ pointer: '/readOn', code: 'VEHICLE.MILEAGE_TAKEN' }],
      },
      { status: 409, statusText: 'Conflict' },
    );
    await settle();
    expect(dialog().querySelector('.field-error')?.textContent).toContain('a reading of that day');
  });

  it('takes miles from whom reads in miles, and sends kilometres', async () => {
    TestBed.inject(Reader).adopt({ units: 'imperial' });
    await open(['update:vehicles']);
    expect(part('vehicle-mileages')).toContain('29,950 mi');
    page().querySelector<HTMLElement>('[data-testid=add-mileage]')!.click();
    await settle();
    fill('Odometer (mi)', '30000');
    await submit();
    const { request } = http.expectOne(({ method }) => method === 'POST');
    expect(request.body).toMatchObject({ km: 48_280 });
  });

  it('hands it to another client only when the plate is typed, on the version that was read', async () => {
    await open(['update:vehicles', 'list:clients']);
    page().querySelector<HTMLElement>('[data-testid=change-owner]')!.click();
    await settle();
    fill('New owner', 'valj');
    await new Promise((resolve) => setTimeout(resolve, 350));
    await settle();
    http
      .expectOne(({ url }) => url === '/api/search')
      .flush({
        clients: [{ id: 'c9', name: 'Jean Valjean', email: 'j@example.fr' }],
        vehicles: [],
        contracts: [],
      });
    await settle();
    document
      .querySelector<HTMLElement>('[role=option]')!
      .dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }));
    document.querySelector<HTMLElement>('[role=option]')?.click();
    await settle();
    await submit();
    http.expectNone(({ method }) => method === 'POST');
    fill('To confirm', 'ab 123 cd');
    await submit();
    const request = http.expectOne('/api/vehicles/v1/owner');
    expect(request.request.body).toEqual({ clientId: 'c9', since: inDays(0), version: 3 });
    request.flush(VEHICLE);
    await settle();
    expect((await answer()).map((one) => one.request.url)).toContain('/api/vehicles/v1/owners');
    expect(TestBed.inject(Toasts).current()?.text).toContain('AB-123-CD has changed owner');
  });
});
