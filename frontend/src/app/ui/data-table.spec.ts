import { provideHttpClient } from '@angular/common/http';
import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { finalize, type Observable, Subject } from 'rxjs';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { DataTable } from './data-table';
import { TableCell, type TableColumn } from './table-column';
import { tableData, type TablePage } from './table-data';
import type { TableQuery, TableShape } from './table-query';
import { TableUrl } from './table-url';

interface Pet {
  readonly id: string;
  readonly name: string;
  readonly age: number;
}

const SHAPE: TableShape = { sorts: ['name', 'age'], filters: { kind: ['cat', 'dog'] } };

/** The server as the test plays it: each question with its answer to come. */
const asked: { query: TableQuery; answer: Subject<TablePage<Pet>>; cancelled: boolean }[] = [];

function load(query: TableQuery): Observable<TablePage<Pet>> {
  const entry = { query, answer: new Subject<TablePage<Pet>>(), cancelled: false };
  asked.push(entry);
  return entry.answer.pipe(finalize(() => (entry.cancelled = true)));
}

@Component({
  imports: [DataTable, TableCell],
  template: `<naif-data-table
    name="Pets"
    searchHint="Name"
    storageKey="pets.a"
    [columns]="columns()"
    [data]="data"
    [query]="url.query()"
    [filters]="filters"
    [link]="link"
    (queryChange)="url.change($event)"
  >
    <ng-template naifCell="age" [of]="data.rows()" let-pet>{{ pet.age }} ans</ng-template>
    <p empty>nobody</p>
  </naif-data-table>`,
})
class PetsPage {
  readonly url = new TableUrl(SHAPE);
  readonly data = tableData(this.url.query, load);
  readonly columns = signal<[TableColumn<Pet>, ...TableColumn<Pet>[]]>([
    { key: 'name', title: 'Name', text: ({ name }) => name, sort: 'name', width: 100 },
    { key: 'age', title: 'Age', text: ({ age }) => String(age), sort: 'age', width: 100 },
    { key: 'id', title: 'Number', text: ({ id }) => id, width: 100, extra: true },
  ]);
  readonly filters = [{ name: 'kind', title: 'All', options: [{ value: 'cat', title: 'Cats' }] }];
  readonly link = ({ id }: Pet): string[] => ['/pet', id];
}

@Component({ template: '' })
class Blank {}

describe('DataTable', () => {
  let harness: RouterTestingHarness;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await harness.fixture.whenStable().catch(() => undefined);
    harness.detectChanges();
  };
  const newest = () => asked.at(-1)!;
  const answer = async (names: readonly string[], total = names.length): Promise<void> => {
    newest().answer.next({
      items: names.map((name, age) => ({ id: name.toLowerCase(), name, age })),
      total,
    });
    newest().answer.complete();
    await settle();
  };
  const names = (): string[] =>
    [...page().querySelectorAll('tbody a.name')].map((link) => link.textContent.trim());
  const press = (key: string): void => {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
    );
  };
  const button = (name: string): HTMLButtonElement =>
    [...page().querySelectorAll('button')].find((each) =>
      `${each.textContent} ${each.getAttribute('aria-label') ?? ''}`.includes(name),
    )!;

  beforeEach(async () => {
    localStorage.clear();
    asked.length = 0;
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path: 'pets', component: PetsPage },
            { path: '**', component: Blank },
          ],
          withComponentInputBinding(),
        ),
        provideHttpClient(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    harness = await RouterTestingHarness.create();
  });

  const open = async (url = '/pets'): Promise<void> => {
    // The rows are not there yet, so the page is not stable: not waited for.
    void harness.navigateByUrl(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    harness.detectChanges();
  };

  it('says that there are more when not all were counted', async () => {
    await open();
    newest().answer.next({
      items: [{ id: 'rex', name: 'Rex', age: 1 }],
      total: 10_000,
      totalAtLeast: true,
    });
    newest().answer.complete();
    await settle();
    expect(page().textContent).toContain('1–1 of more than 10,000');
  });

  it('shows grey rows, then the rows with how many there are', async () => {
    await open();
    expect(page().querySelectorAll('tbody .skeleton').length).toBeGreaterThan(5);
    await answer(['Ada', 'Bob'], 31);
    expect(names()).toEqual(['Ada', 'Bob']);
    expect(page().querySelector('tbody')?.textContent).toContain('1 ans');
    expect(page().querySelector('footer p')?.textContent).toContain('1–2 of 31');
    expect(page().querySelector('thead')?.textContent).not.toContain('Number');
  });

  it('asks what the address says', async () => {
    await open('/pets?page=2&size=50&sort=-age&q=a&kind=cat');
    expect(newest().query).toEqual({
      page: 2,
      pageSize: 50,
      sort: '-age',
      search: 'a',
      filters: { kind: 'cat' },
    });
  });

  it('sorts by a column’s head, there and back, and says so', async () => {
    await open();
    await answer(['Ada']);
    button('Age').click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(newest().query.sort).toBe('age');
    harness.detectChanges();
    button('Age').click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    harness.detectChanges();
    expect(newest().query.sort).toBe('-age');
    expect(page().querySelector('[aria-sort=descending]')?.textContent).toContain('Age');
  });

  it('asks once typing pauses, from the first page, and cancels what is no longer asked', async () => {
    await open('/pets?page=3');
    const first = newest();
    const field = page().querySelector<HTMLInputElement>('input[type=search]')!;
    for (const text of ['a', 'ad', 'ada']) {
      field.value = text;
      field.dispatchEvent(new Event('input'));
    }
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked).toHaveLength(2);
    expect(newest().query).toMatchObject({ search: 'ada', page: 1 });
    expect(first.cancelled).toBe(true);
  });

  it('keeps the rows and says how old they are when the answer does not come', async () => {
    await open();
    await answer(['Ada']);
    button('Age').click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    newest().answer.error(new Error('away'));
    await settle();
    expect(names()).toEqual(['Ada']);
    expect(page().querySelector('[role=alert]')?.textContent).toContain('no longer updated');
    button('Try again').click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await answer(['Bob']);
    expect(names()).toEqual(['Bob']);
    expect(page().querySelector('[role=alert]')).toBeNull();
  });

  it('tells an empty list from one where nothing matches', async () => {
    await open();
    await answer([]);
    expect(page().textContent).toContain('nobody');
    await open('/pets?q=zzz');
    await answer([]);
    expect(page().textContent).not.toContain('nobody');
    button('Show everything').click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(newest().query.search).toBe('');
  });

  it('goes from row to row with j and k, and selects with x', async () => {
    await open();
    await answer(['Ada', 'Bob', 'Cid']);
    press('j');
    press('j');
    expect(document.activeElement?.textContent.trim()).toBe('Bob');
    press('k');
    expect(document.activeElement?.textContent.trim()).toBe('Ada');
    press('x');
    await settle();
    expect(page().querySelector('.selection')?.textContent).toContain('Selected: 1');
  });

  it('selects a range with Shift, from the row before, and takes it back the same way', async () => {
    await open();
    await answer(['Ada', 'Bob', 'Cid', 'Dan', 'Eve']);
    const boxes = (): HTMLInputElement[] => [
      ...page().querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]'),
    ];
    const click = async (row: number, shiftKey = false): Promise<void> => {
      boxes()[row]!.dispatchEvent(new MouseEvent('click', { bubbles: true, shiftKey }));
      await settle();
    };
    const checked = (): string =>
      boxes()
        .map(({ checked: is }) => (is ? 'x' : '.'))
        .join('');
    await click(0, true);
    expect(checked()).toBe('x....');
    await click(3);
    expect(checked()).toBe('x..x.');
    await click(1, true);
    expect(checked()).toBe('xxxx.');
    await click(2, true);
    expect(checked()).toBe('x..x.');
    expect(page().querySelector('.selection')?.textContent).toContain('Selected: 2');
  });

  describe('above the rows', () => {
    const field = (name: string): HTMLSelectElement =>
      page().querySelector<HTMLSelectElement>(`select[aria-label="${name}"]`)!;
    const isSeen = (element: HTMLElement): boolean =>
      getComputedStyle(element).visibility !== 'hidden';

    it('offers to clear filters only while one is chosen, and keeps the search', async () => {
      await open('/pets?q=a');
      await answer(['Ada']);
      expect(isSeen(button('Clear filters'))).toBe(false);
      field('All').value = 'cat';
      field('All').dispatchEvent(new Event('change'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      harness.detectChanges();
      expect(newest().query.filters).toEqual({ kind: 'cat' });
      expect(isSeen(button('Clear filters'))).toBe(true);
      expect(button('Filters').textContent.trim()).toBe('Filters (1)');
      button('Clear filters').click();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(newest().query).toMatchObject({ filters: {}, search: 'a' });
    });

    it('unfolds the filters on phones', async () => {
      await open();
      const fold = button('Filters');
      const fields = page().querySelector(`#${fold.getAttribute('aria-controls')}`)!;
      expect(fold.getAttribute('aria-expanded')).toBe('false');
      fold.click();
      harness.detectChanges();
      expect(fold.getAttribute('aria-expanded')).toBe('true');
      expect(fields.classList).toContain('open');
      expect(fields.contains(field('All'))).toBe(true);
    });

    it('puts what is selected in the filters’ place, without taking their room', async () => {
      await open();
      await answer(['Ada', 'Bob']);
      const filters = page().querySelector<HTMLElement>('naif-table-filters')!;
      expect(page().querySelector('.selection button')).toBeNull();
      page().querySelector<HTMLInputElement>('tbody input')!.click();
      harness.detectChanges();
      expect(page().querySelector('.selection')?.textContent).toContain('Selected: 1');
      expect(isSeen(filters)).toBe(false);
      expect(getComputedStyle(filters).display).not.toBe('none');
      expect(page().querySelector('.bar input[type=search]')).not.toBeNull();
      button('Clear selection').click();
      harness.detectChanges();
      expect(isSeen(filters)).toBe(true);
      expect(page().querySelector('.selection')?.textContent.trim()).toBe('');
    });
  });

  it('leaves keys alone while somebody types', async () => {
    await open();
    await answer(['Ada']);
    page().querySelector<HTMLInputElement>('input[type=search]')!.focus();
    press('j');
    expect(document.activeElement?.tagName).toBe('INPUT');
  });
});
