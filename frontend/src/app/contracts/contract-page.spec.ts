import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ContractDto } from '../api/models/contract-dto';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { SessionStore } from '../session/session-store';
import { ContractPage } from './contract-page';

@Component({ template: '' })
class Blank {}

const CONTRACT: ContractDto = {
  id: 'k1',
  number: 'NC-2026-000123',
  clientId: 'c1',
  vehicleId: 'v1',
  formula: 'comprehensive',
  options: ['glass'],
  bonusMalus: 0.76,
  status: 'active',
  transitions: ['suspend', 'terminate', 'renew'],
  startsOn: '2026-01-01',
  premiumCents: 58_450,
  version: 3,
  createdAt: '2025-12-01T10:00:00.000Z',
};

const VERSIONS = [
  {
    id: 'w1',
    kind: 'creation',
    startsOn: '2026-01-01',
    endsOn: '2026-06-01',
    cover: 'covered',
    formula: 'comprehensive',
    options: [],
    bonusMalus: 0.76,
    premiumCents: 60_000,
    createdAt: '2025-12-01T10:00:00.000Z',
  },
  {
    id: 'w2',
    kind: 'endorsement',
    startsOn: '2026-06-01',
    cover: 'covered',
    formula: 'comprehensive',
    options: ['glass'],
    bonusMalus: 0.76,
    premiumCents: 58_450,
    reason: 'Garage',
    createdAt: '2026-05-01T10:00:00.000Z',
  },
];

describe('ContractPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const answer = (contract: ContractDto): void => {
    for (const { request, flush, cancelled } of http
      .match(() => true)
      .map((each) => ({
        request: each.request,
        flush: each.flush.bind(each),
        cancelled: each.cancelled,
      }))) {
      if (cancelled) continue;
      if (request.url === '/api/contracts/k1') flush(contract);
      else if (request.url.endsWith('/versions')) flush({ items: VERSIONS });
      else if (request.url === '/api/clients/c1') {
        flush({ id: 'c1', name: 'Amélie Lefèvre', email: 'a@b.fr' });
      } else flush({ id: 'v1', plate: 'AB-123-CD', make: 'Kia', model: 'Picanto' });
    }
  };
  const open = async (
    permissions: readonly string[],
    contract: ContractDto = CONTRACT,
  ): Promise<void> => {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'en' },
      permissions,
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await login;
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl('/contracts/k1');
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer(contract);
    await settle();
    answer(contract);
    await settle();
  };

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'contracts/:id', component: ContractPage },
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

  it('shows what is covered, for whom, and which vehicle', async () => {
    await open([]);
    const text = page().textContent.replace(/\s+/g, ' ');
    for (const fact of [
      'NC-2026-000123',
      'Comprehensive',
      'Glass',
      '€584.50',
      '0.76',
      '01/01/2026',
    ]) {
      expect(text).toContain(fact);
    }
    expect(page().querySelector('[data-testid=contract-parties]')?.textContent).toContain(
      'AB-123-CD',
    );
  });

  it('tells what each endorsement changed, the newest first', async () => {
    await open([]);
    const items = [...page().querySelectorAll('[data-testid=contract-versions] ol > li')].map(
      (item) => item.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(items).toEqual([
      'Endorsement 01/06/2026 – ongoing Option added: GlassPremium: €600.00 → €584.50Reason: Garage',
      'Drawn up 01/01/2026 – 01/06/2026 Comprehensive · covered €600.00',
    ]);
  });

  it('tells what a renewal brings before it is made', async () => {
    await open(['update:contracts']);
    page().querySelector<HTMLElement>('[data-testid=step]')!.click();
    await settle();
    const outcome = (): string =>
      document.querySelector('[data-testid=renewal]')?.textContent.trim() ?? '';
    expect(outcome()).toContain('0.76 → 0.72. Yearly premium of the new contract: €553.74');
    const claims = document.querySelector<HTMLInputElement>('mat-dialog-container input')!;
    claims.value = '1';
    claims.dispatchEvent(new Event('input'));
    await settle();
    expect(outcome()).toContain('0.76 → 0.95. Yearly premium of the new contract: €730.63');
    claims.value = 'many';
    claims.dispatchEvent(new Event('input'));
    await settle();
    expect(outcome()).toBe('');
  });

  it.each([
    ['quote', ['update:contracts'], true],
    ['quote', ['read:contracts'], false],
    ['active', ['update:contracts'], false],
  ] as const)('a contract that is %s, to %j: can be corrected: %s', async (status, may, can) => {
    await open(may, { ...CONTRACT, status });
    expect(page().querySelector('[data-testid=correct]') !== null).toBe(can);
  });

  it('offers nothing to whom may change nothing', async () => {
    await open(['read:contracts']);
    expect(page().querySelector('[data-testid=step]')).toBeNull();
    expect(page().textContent).not.toContain('More actions');
  });

  it('suspends only with a reason, on the version that was read', async () => {
    await open(['update:contracts']);
    const more = [...page().querySelectorAll('button')].find((each) =>
      each.textContent.includes('More actions'),
    )!;
    more.click();
    await settle();
    const items = [...document.querySelectorAll<HTMLElement>('[mat-menu-item]')];
    expect(items.map((item) => item.textContent.trim())).toEqual([
      'Endorse',
      'Suspend',
      'Terminate',
    ]);
    items[1]!.click();
    await settle();
    const dialog = (): HTMLElement => document.querySelector('mat-dialog-container')!;
    const submit = async (): Promise<void> => {
      dialog()
        .querySelector('form')!
        .dispatchEvent(new Event('submit', { cancelable: true }));
      await settle();
    };
    await submit();
    http.expectNone('/api/contracts/k1/suspend');
    const reason = [...dialog().querySelectorAll('naif-field')].find((field) =>
      field.textContent.includes('Reason'),
    )!;
    expect(reason.querySelector('.field-error')).not.toBeNull();
    const input = reason.querySelector('input')!;
    input.value = 'Laid up';
    input.dispatchEvent(new Event('input'));
    await submit();
    const request = http.expectOne((each) => each.method === 'POST');
    expect(request.request.body).toMatchObject({ version: 3, reason: 'Laid up' });
    request.flush({ ...CONTRACT, status: 'suspended', version: 4 });
    await settle();
    answer({ ...CONTRACT, status: 'suspended', transitions: ['resume'], version: 4 });
    await settle();
    expect(page().querySelector('[data-testid=contract-status]')?.textContent).toContain(
      'Suspended',
    );
    expect(page().querySelector('[data-testid=step]')?.textContent).toContain('Reinstate');
  });
});
