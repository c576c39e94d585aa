import { HttpEventType, provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { of } from 'rxjs';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { DataTable } from './data-table';
import type { TableColumn } from './table-column';
import { tableData } from './table-data';
import type { TableQuery } from './table-query';
import { Toasts } from './toasts';

interface Pet {
  readonly id: string;
}

@Component({
  imports: [DataTable],
  template: `<naif-data-table
    name="Pets"
    searchHint="Name"
    storageKey="pets.a"
    exportPath="/api/exports/pets"
    [columns]="columns"
    [data]="data"
    [query]="query"
    [link]="link"
  />`,
})
class PetsPage {
  readonly query: TableQuery = {
    page: 2,
    pageSize: 25,
    sort: '-name',
    search: 'a',
    filters: { kind: 'cat' },
  };
  readonly data = tableData(signal(this.query), () =>
    of({ items: [{ id: 'ada' }, { id: 'bob' }], total: 2 }),
  );
  readonly columns: [TableColumn<Pet>, ...TableColumn<Pet>[]] = [
    { key: 'name', title: 'Name', text: ({ id }) => id, exports: ['first', 'last'], width: 100 },
    { key: 'age', title: 'Age', text: () => '1', exports: ['age'], width: 100 },
    { key: 'chip', title: 'Chip', text: () => '7', exports: ['chip'], width: 100, extra: true },
  ];
  readonly link = ({ id }: Pet): string[] => ['/pet', id];
}

describe('a list’s export', () => {
  let fixture: ComponentFixture<PetsPage>;
  let http: HttpTestingController;
  let saved: string[];
  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const exportButton = (): HTMLElement => page().querySelector('[data-testid=export]')!;
  const asked = (): TestRequest => http.expectOne(({ url }) => url === '/api/exports/pets');
  const toast = (): string => TestBed.inject(Toasts).current()?.text ?? '';
  const paramsOf = ({ request: { params } }: TestRequest): object =>
    Object.fromEntries(params.keys().map((key) => [key, params.get(key)]));
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };

  beforeEach(async () => {
    localStorage.clear();
    saved = [];
    // jsdom keeps no files.
    Object.assign(URL, { createObjectURL: () => 'blob:pets', revokeObjectURL: () => undefined });
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    http = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(PetsPage);
    await fixture.whenStable();
  });

  afterEach(() => jest.restoreAllMocks());

  it('asks for all that match, in the columns that are shown, and saves the file', async () => {
    exportButton().click();
    const flight = asked();
    expect(paramsOf(flight)).toEqual({
      kind: 'cat',
      sort: '-name',
      search: 'a',
      language: 'en',
      columns: 'first,last,age',
    });
    flight.flush(new Blob(['first;last;age']));
    await settle();
    expect(saved).toEqual(['Pets.csv']);
    expect(toast()).toBe('File saved: Pets.csv');
  });

  it('says how far it is, and begins no second one meanwhile', async () => {
    exportButton().click();
    const flight = asked();
    flight.event({ type: HttpEventType.DownloadProgress, loaded: 1_234_000 });
    await settle();
    expect(exportButton().textContent.trim()).toBe('Exporting… 1.2 MB');
    expect(exportButton().getAttribute('aria-disabled')).toBe('true');
    exportButton().click();
    http.expectNone(({ url }) => url === '/api/exports/pets');
    flight.flush(new Blob(['']));
    await settle();
    expect(exportButton().textContent.trim()).toBe('Export (CSV)');
    expect(exportButton().getAttribute('aria-disabled')).toBe('false');
  });

  it('says that it did not succeed, saves nothing, and can be asked again', async () => {
    exportButton().click();
    asked().error(new ProgressEvent('error'));
    await settle();
    expect(saved).toEqual([]);
    expect(toast()).toContain('did not succeed');
    exportButton().click();
    asked();
  });

  it('asks for what is selected alone, whatever the list is narrowed to', async () => {
    page().querySelectorAll<HTMLElement>('tbody input')[1]!.click();
    await settle();
    [...page().querySelectorAll<HTMLElement>('.selection button')]
      .find(({ textContent }) => textContent.includes('Export selection'))!
      .click();
    expect(paramsOf(asked())).toEqual({
      sort: '-name',
      language: 'en',
      columns: 'first,last,age',
      ids: 'bob',
    });
  });
});
