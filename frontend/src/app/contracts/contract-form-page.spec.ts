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
import { ContractFormPage } from './contract-form-page';

@Component({ template: '' })
class Blank {}

const QUOTE = {
  id: 'k1',
  number: 'NC-2026-000123',
  clientId: 'c1',
  vehicleId: 'v1',
  formula: 'comprehensive',
  options: ['glass'],
  deductibleCents: 30_000,
  bonusMalus: 0.76,
  status: 'quote',
  transitions: ['activate'],
  startsOn: '2026-12-01',
  premiumCents: 58_450,
  version: 2,
  createdAt: '2026-11-01T10:00:00.000Z',
};

describe('a quote that is corrected', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const control = (label: string): HTMLInputElement =>
    [...page().querySelectorAll('naif-field')]
      .find((field) => field.querySelector('label')?.textContent.trim().startsWith(label))!
      .querySelector<HTMLInputElement>('.control')!;
  /** The request that follows once the dialog has gone. */
  const sent = async (): Promise<TestRequest> => {
    for (let tries = 0; tries < 50; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      const [request] = http.match('/api/contracts/k1');
      if (request !== undefined) return request;
    }
    throw new Error('nothing was sent');
  };
  const submit = async (): Promise<void> => {
    page()
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
            { path: 'contracts/:id/edit', component: ContractFormPage },
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
    harness = await RouterTestingHarness.create();
    void harness.navigateByUrl('/contracts/k1/edit');
    await new Promise((resolve) => setTimeout(resolve, 20));
    http.expectOne('/api/contracts/k1').flush(QUOTE);
    await settle();
  });

  it('shows what it says, and is saved on the version that was read', async () => {
    expect(page().textContent).not.toContain('Choose the vehicle');
    expect(control('Yearly premium').value).toBe('584.50');
    expect(control('Deductible').value).toBe('300.00');
    control('Deductible').value = '';
    control('Deductible').dispatchEvent(new Event('input'));
    await submit();
    const request = http.expectOne('/api/contracts/k1');
    expect(request.request.method).toBe('PATCH');
    expect(request.request.body).toEqual({
      formula: 'comprehensive',
      options: ['glass'],
      deductibleCents: null,
      bonusMalus: 0.76,
      startsOn: '2026-12-01',
      endsOn: null,
      number: 'NC-2026-000123',
      premiumCents: 58_450,
      version: 2,
    });
    request.flush({ ...QUOTE, version: 3 });
    await settle();
    expect(TestBed.inject(Router).url).toBe('/contracts/k1');
  });

  it('shows what a colleague saved meanwhile, and goes on from there', async () => {
    control('Yearly premium').value = '600';
    control('Yearly premium').dispatchEvent(new Event('input'));
    await submit();
    http
      .expectOne('/api/contracts/k1')
      .flush({ code: 'RECORD.CHANGED_MEANWHILE' }, { status: 409, statusText: 'Conflict' });
    await settle();
    http.expectOne('/api/contracts/k1').flush({ ...QUOTE, premiumCents: 61_000, version: 3 });
    await settle();
    const dialog = document.querySelector<HTMLElement>('naif-conflict-dialog')!;
    expect(dialog.textContent).toContain('610.00');
    [...dialog.querySelectorAll('button')]
      .find((button) => button.textContent.includes('Save what I entered'))!
      .click();
    const again = await sent();
    expect(again.request.body).toMatchObject({ premiumCents: 60_000, version: 3 });
  });
});
