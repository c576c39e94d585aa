import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { LanguageStore } from '../../i18n/language-store';
import { provideWholeGlossary } from '../../i18n/provide-whole-glossary';
import { SessionStore } from '../../session/session-store';
import { PortfoliosPage } from './portfolios-page';

const person = (accountId: string, more: object = {}) => ({
  accountId,
  name: accountId.toUpperCase(),
  role: 'employee',
  closed: false,
  portfolioOnly: false,
  clients: 0,
  version: 3,
  ...more,
});
const handover = (id: string, fromDay: string, more: object = {}) => ({
  id,
  from: { id: 'ann', name: 'ANN' },
  to: { id: 'bob', name: 'BOB' },
  fromDay,
  reason: 'Leave',
  inForce: true,
  version: 7,
  createdAt: '2026-11-01T10:00:00.000Z',
  ...more,
});

/** So many days from today, as the page's clock has it. */
function day(days: number): string {
  const time = new Date();
  time.setDate(time.getDate() + days);
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}

describe('PortfoliosPage', () => {
  let fixture: ComponentFixture<PortfoliosPage>;
  let http: HttpTestingController;
  let permissions: Set<string>;

  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      fixture.detectChanges();
    }
  };
  const rows = (testid: string): string[] =>
    [...page().querySelectorAll(`[data-testid=${testid}] tbody tr:not([aria-hidden])`)].map((row) =>
      row.textContent.replace(/\s+/g, ' ').trim(),
    );
  const answerPortfolios = (): void => {
    for (const request of http.match('/api/portfolios')) {
      if (request.cancelled) continue;
      request.flush({
        items: [
          person('ann', { clients: 12, portfolioOnly: true }),
          person('boss', { role: 'admin' }),
          person('gone', { closed: true, clients: 2 }),
        ],
        unassigned: 5,
      });
    }
  };
  const button = (label: string): HTMLButtonElement =>
    page().querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)!;

  beforeEach(async () => {
    permissions = new Set(['read:portfolios', 'manage:portfolios']);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
        {
          provide: SessionStore,
          useValue: { can: (name: string) => permissions.has(name), account: () => ({ id: 'me' }) },
        },
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    http = TestBed.inject(HttpTestingController);
  });

  const open = async (handovers: object[]): Promise<void> => {
    fixture = TestBed.createComponent(PortfoliosPage);
    await settle();
    answerPortfolios();
    http
      .expectOne(({ url }) => url === '/api/handovers')
      .flush({ items: handovers, total: handovers.length, page: 1, pageSize: 100 });
    await settle();
  };

  it('shows who looks after how many, and what they see', async () => {
    await open([]);
    const [ann, boss, gone] = rows('portfolios');
    expect(ann).toMatch(/^ANN 12/);
    expect(boss).toContain('All clients');
    expect(gone).toContain('Account closed');
    expect(page().querySelectorAll('select')).toHaveLength(1);
    expect(page().querySelector('select')?.value).toBe('own');
    expect(page().textContent).toContain('Nobody stands in for anybody.');
    expect(page().textContent).toContain('nobody looks after: 5');
  });

  it('lets an employee see everything again, from the version that is shown', async () => {
    await open([]);
    const box = page().querySelector('select')!;
    box.value = 'all';
    box.dispatchEvent(new Event('change'));
    await settle();
    const { request } = http.expectOne('/api/accounts/ann');
    expect([request.method, request.body]).toEqual(['PATCH', { version: 3, portfolioOnly: false }]);
  });

  it('takes the choice back when it is refused', async () => {
    await open([]);
    const box = page().querySelector('select')!;
    box.value = 'all';
    box.dispatchEvent(new Event('change'));
    await settle();
    http.expectOne('/api/accounts/ann').flush({}, { status: 409, statusText: 'Conflict' });
    await settle();
    expect(box.value).toBe('own');
  });

  it('ends a handover as of yesterday, and takes one back that has not begun before', async () => {
    await open([
      handover('h1', day(-4)),
      handover('h2', day(9), { inForce: false, untilDay: day(20) }),
      handover('h3', '2026-01-01', { inForce: false, untilDay: '2026-01-02' }),
    ]);
    expect(rows('handovers').map((row) => /In force|Ahead|Over/.exec(row)?.[0])).toEqual([
      'In force',
      'Ahead',
      'Over',
    ]);
    const ends = page().querySelectorAll<HTMLButtonElement>('[data-testid=handovers] button');
    expect(ends).toHaveLength(2);
    ends[0]!.click();
    await settle();
    const { request } = http.expectOne('/api/handovers/h1');
    expect([request.method, request.body]).toEqual(['PATCH', { version: 7, untilDay: day(-1) }]);
    ends[1]!.click();
    await settle();
    expect(http.expectOne('/api/handovers/h2').request.method).toBe('DELETE');
  });

  it('offers nothing to those who may only read', async () => {
    permissions.delete('manage:portfolios');
    await open([handover('h1', day(-4))]);
    expect(page().querySelectorAll('button, select')).toHaveLength(0);
    expect(button('Hand over all clients of ANN')).toBeNull();
    expect(rows('portfolios')[0]).toContain('Own portfolio');
  });
});
