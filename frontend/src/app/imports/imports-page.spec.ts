import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { ImportDto } from '../api/models/import-dto';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { ImportsPage } from './imports-page';

function importOf(fields: Partial<ImportDto> = {}): ImportDto {
  return {
    id: 'i1',
    kind: 'vehicles',
    fileName: 'cars.csv',
    step: 'check',
    state: 'ready',
    linesTotal: 1200,
    linesDone: 1200,
    faults: 0,
    faultyLines: 0,
    ignoredColumns: [],
    createdAt: '2026-11-25T10:00:00.000Z',
    ...fields,
  };
}

describe('ImportsPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const said = (): string => page().textContent.replace(/\s+/g, ' ');
  const find = (id: string): HTMLElement | null => page().querySelector(`[data-testid=${id}]`);
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const asked = (url: string): TestRequest => http.expectOne((request) => request.url === url);
  const answer = async (url: string, body: object): Promise<void> => {
    asked(url).flush(body);
    await settle();
  };
  /** The list of the latest imports is asked for whenever one has ended. */
  const answerHistory = async (items: ImportDto[] = []): Promise<void> => {
    for (const request of http.match((one) => one.url === '/api/imports' && one.method === 'GET')) {
      if (!request.cancelled) request.flush({ items, total: items.length, page: 1, pageSize: 10 });
    }
    await settle();
  };
  const open = async (url: string): Promise<void> => {
    harness = await RouterTestingHarness.create(url);
    await settle();
    await answerHistory();
  };
  const show = async (one: ImportDto): Promise<void> => {
    await open('/imports?kind=vehicles&id=i1');
    await answer('/api/imports/i1', one);
    await answerHistory([one]);
  };

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'imports', component: ImportsPage }], withComponentInputBinding()),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    http = TestBed.inject(HttpTestingController);
  });

  it('hands a file in as what it holds, and shows that import', async () => {
    await open('/imports?kind=vehicles');
    expect(page().querySelector<HTMLInputElement>('input[value=vehicles]')?.checked).toBe(true);
    expect(page().querySelector('a[download]')?.getAttribute('href')).toBe(
      '/api/imports/templates/vehicles?language=en',
    );
    const field = find('file') as HTMLInputElement;
    const file = new File(['x'], 'cars.csv');
    Object.defineProperty(field, 'files', { value: [file] });
    field.dispatchEvent(new Event('change'));
    await settle();
    const request = http.expectOne((one) => one.method === 'POST');
    const form = request.request.body as FormData;
    expect([form.get('kind'), (form.get('file') as File).name]).toEqual(['vehicles', 'cars.csv']);
    request.flush(importOf({ state: 'waiting' }));
    await settle();
    expect(TestBed.inject(Router).url).toBe('/imports?kind=vehicles&id=i1');
  });

  it('says why a file was not taken', async () => {
    await open('/imports');
    const field = find('file') as HTMLInputElement;
    Object.defineProperty(field, 'files', { value: [new File(['x'], 'a.csv')] });
    field.dispatchEvent(new Event('change'));
    await settle();
    http
      .expectOne((one) => one.method === 'POST')
      .flush({ code: 'IMPORT.ONE_AT_A_TIME' }, { status: 409, statusText: 'Conflict' });
    await settle();
    expect(page().querySelector('[role=alert]')?.textContent).toContain('Another import of yours');
  });

  it('tells how far it is, asks again, and can be cancelled', async () => {
    await open('/imports?kind=vehicles&id=i1');
    await answer('/api/imports/i1', importOf({ state: 'running', linesDone: 300 }));
    expect(said()).toContain('Checking: 300 of 1,200 lines');
    expect(page().querySelector('progress')?.value).toBe(300);
    find('cancel')!.click();
    await settle();
    await answer('/api/imports/i1/cancellation', importOf({ state: 'running' }));
    await answer('/api/imports/i1', importOf({ state: 'cancelled' }));
    await answerHistory();
    expect(said()).toContain('nothing was saved');
    expect(find('other')).not.toBeNull();
  });

  it('enters what was found good', async () => {
    await show(importOf({ ignoredColumns: ['Mood'] }));
    expect(said()).toContain('No faults. Lines to be saved: 1,200');
    expect(said()).toContain('Columns left out: Mood');
    find('execute')!.click();
    await settle();
    await answer('/api/imports/i1/execution', importOf({ step: 'import', state: 'waiting' }));
    await answer('/api/imports/i1', importOf({ step: 'import', state: 'done' }));
    await answerHistory([importOf({ step: 'import', state: 'done' })]);
    await settle();
    expect(said()).toContain('Lines saved: 1,200');
    expect(page().querySelector('a[href="/vehicles"]')).not.toBeNull();
    expect(find('past')?.textContent).toContain('Imported');
  });

  it('reports what is wrong, page by page, in plain words', async () => {
    await show(importOf({ state: 'faulty', faults: 60, faultyLines: 40 }));
    const faults = [
      {
        line: 3,
        field: 'plate',
        column: 'Plaque',
        value: 'IO-1',
        code: 'VEHICLE.PLATE_FORM',
        detail: '',
      },
      { field: 'vin', code: 'IMPORT.COLUMN_MISSING', detail: '' },
    ];
    await answer('/api/imports/i1/faults', { items: faults, total: 60, page: 1, pageSize: 50 });
    expect(said()).toContain('Lines to correct: 40 (60 faults). Nothing was saved.');
    const rows = [...page().querySelectorAll('[data-testid=fault]')].map((row) =>
      row.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows[0]).toBe(
      '3PlaqueIO-1This is no French plate. For another country fill in the column of the country.',
    );
    expect(rows[1]).toBe('FileVehicle identification numberThe file does not have this column.');
    page().querySelector<HTMLElement>('.pages [aria-label="Next page"]')!.click();
    await settle();
    const next = asked('/api/imports/i1/faults');
    expect(next.request.params.get('page')).toBe('2');
  });

  it('says it when somebody entered the same meanwhile', async () => {
    await show(importOf({ state: 'faulty', step: 'import', faults: 1, faultyLines: 1 }));
    expect(said()).toContain('Somebody entered the same meanwhile');
  });
});
