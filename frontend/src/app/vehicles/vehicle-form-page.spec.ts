import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { VehicleFormPage } from './vehicle-form-page';

@Component({ template: '' })
class Blank {}

const VEHICLE = {
  id: 'v1',
  clientId: 'c1',
  vin: 'VF1BB1R0H12345678',
  plate: 'AB-123-CD',
  plateCountry: 'FR',
  make: 'Kia',
  model: 'Picanto',
  tankLitres: 42.5,
  firstRegisteredOn: '2021-03-15',
  version: 3,
};

describe('VehicleFormPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const field = (label: string): HTMLElement | undefined =>
    [...page().querySelectorAll('naif-field')].find((each) =>
      each.querySelector('label')?.textContent.trim().startsWith(label),
    ) as HTMLElement | undefined;
  const enter = async (label: string, text: string): Promise<void> => {
    const input = field(label)!.querySelector<HTMLInputElement>('.control')!;
    input.value = text;
    input.dispatchEvent(new Event('input'));
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

  beforeEach(async () => {
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'vehicles/new', component: VehicleFormPage },
            { path: 'vehicles/:id/edit', component: VehicleFormPage },
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

  it('enters a vehicle, and says nothing of what is not known', async () => {
    await open('/vehicles/new?client=c1');
    http.expectOne('/api/clients/c1').flush({ name: 'Amélie Lefèvre' });
    await settle();
    await enter('Plate', 'AB-123-CD');
    await enter('Vehicle identification', VEHICLE.vin);
    await enter('Make', 'Kia');
    await enter('Model', 'Picanto');
    await enter('Tank', '42,5');
    await submit();
    const request = http.expectOne('/api/vehicles');
    expect(request.request.body).toEqual({
      clientId: 'c1',
      plate: 'AB-123-CD',
      plateCountry: 'FR',
      vin: VEHICLE.vin,
      make: 'Kia',
      model: 'Picanto',
      tankLitres: 42.5,
    });
    request.flush(VEHICLE);
    await settle();
    expect(TestBed.inject(Router).url).toBe('/vehicles/v1');
  });

  it('corrects one on the version that was read, and shows its VIN only when asked or at fault', async () => {
    await open('/vehicles/v1/edit');
    http.expectOne('/api/vehicles/v1').flush(VEHICLE);
    await settle();
    expect(field('Client')).toBeUndefined();
    expect(field('Vehicle identification')).toBeUndefined();
    await enter('Tank', '');
    await enter('Colour', 'Grey');
    await submit();
    const request = http.expectOne('/api/vehicles/v1');
    expect(request.request.method).toBe('PATCH');
    expect(request.request.body).toMatchObject({
      version: 3,
      vin: VEHICLE.vin,
      tankLitres: null,
      colour: 'Grey',
      inspectionDueOn: null,
    });
    request.flush(
      { code: 'VEHICLE.VIN_TAKEN', errors: [{ pointer: '/vin', code: 'VEHICLE.VIN_TAKEN' }] },
      { status: 409, statusText: 'Conflict' },
    );
    await settle();
    expect(field('Vehicle identification')?.textContent).toContain('has this VIN already');
  });

  it.each([
    ['Tank', '42.55', 'A number is expected'],
    ['Tank', '0', 'too small'],
    ['Year', '1885', 'A year of four digits'],
    ['Inspection due by', '2021-03-14', 'before the first registration'],
  ])('refuses %s %s', async (label, text, words) => {
    await open('/vehicles/v1/edit');
    http.expectOne('/api/vehicles/v1').flush(VEHICLE);
    await settle();
    await enter(label, text);
    await submit();
    expect(page().querySelector('.field-error')?.textContent).toContain(words);
    http.expectNone(({ method }) => method === 'PATCH');
  });
});
