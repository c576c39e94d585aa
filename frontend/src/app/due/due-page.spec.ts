import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { localDay } from '../format/days';
import { DueStore } from '../directory/due-store';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { SessionStore } from '../session/session-store';
import { DuePage } from './due-page';

const inDays = (days: number): string => localDay(Date.now() + days * 86_400_000);
/** The same day as a reader finds it. */
const written = (days: number): string => inDays(days).split('-').reverse().join('/');
const EMPTY = { items: [], total: 0 };
const RENEWALS = {
  items: [
    {
      id: 'r1',
      contractId: 'k1',
      number: 'NC-1',
      clientName: 'Amélie Lefèvre',
      plate: 'AB-123-CD',
      aboutOn: inDays(3),
    },
  ],
  total: 40,
};
const OVERDUE = {
  items: [
    {
      id: 'v1',
      plate: 'EF-456-GH',
      make: 'Kia',
      model: 'Picanto',
      client: { name: 'Jean Valjean' },
      inspectionDueOn: inDays(-12),
    },
  ],
  total: 1,
};

describe('DuePage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const open = async (renewals: object, overdue: object): Promise<void> => {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'en' },
      permissions: ['read:contract-reminders'],
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await login;
    harness = await RouterTestingHarness.create('/due');
    await settle();
    for (const request of http.match(() => true)) {
      if (request.cancelled) continue;
      const { params } = request.request;
      const [about, inspection] = [params.get('about'), params.get('inspection')];
      request.flush(about === 'renewal' ? renewals : inspection === 'overdue' ? overdue : EMPTY);
    }
    await settle();
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'due', component: DuePage }]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    http = TestBed.inject(HttpTestingController);
  });

  it('shows what is due with how soon, and the way to all of it', async () => {
    await open(RENEWALS, OVERDUE);
    const groups = [...page().querySelectorAll('[data-testid^=due-]')].map((group) =>
      group.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(groups).toEqual([
      `Renewals 40NC-1Amélie Lefèvre · AB-123-CDIn 3 d${written(3)}Show all (40)`,
      `Late inspections 1EF-456-GHKia Picanto · Jean Valjean12 d late${written(-12)}`,
    ]);
    const links = [...page().querySelectorAll('a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['/contracts/k1', '/contracts?due=renewal', '/vehicles/v1']);
    expect(TestBed.inject(DueStore).count()).toBe(41);
  });

  it('says so when there is nothing', async () => {
    await open(EMPTY, EMPTY);
    expect(page().textContent).toContain('Nothing is due');
  });
});
