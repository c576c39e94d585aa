import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { AuditEntryDto } from '../api/models/audit-entry-dto';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { AuditPage } from './audit-page';

function entry(fields: Partial<AuditEntryDto> = {}): AuditEntryDto {
  return {
    seq: 7,
    at: '2026-11-25T10:00:00.000Z',
    actor: { role: 'employee', id: 'a1', name: 'Hugo Petit' },
    address: '192.0.2.1',
    verb: 'update',
    kind: 'client',
    objectId: 'c1',
    clientId: 'c1',
    before: { lastName: 'Lefevre' },
    after: { lastName: 'Lefèvre', phone: null },
    ...fields,
  };
}

describe('AuditPage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const said = (): string => page().textContent.replace(/\s+/g, ' ');
  const rows = (): HTMLElement[] => [
    ...page().querySelectorAll<HTMLElement>('[data-testid=entry]'),
  ];
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    harness.detectChanges();
    await new Promise((resolve) => setTimeout(resolve));
    harness.detectChanges();
  };
  const asked = (): TestRequest => http.expectOne((request) => request.url === '/api/audit');
  const answer = async (items: AuditEntryDto[], next?: number): Promise<URLSearchParams> => {
    const request = asked();
    request.flush({ items, ...(next !== undefined && { next }) });
    await settle();
    return new URLSearchParams(request.request.params.toString());
  };
  const open = async (url = '/admin/audit'): Promise<void> => {
    harness = await RouterTestingHarness.create(url);
    await settle();
  };

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'admin/audit', component: AuditPage }], withComponentInputBinding()),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('fr');
    http = TestBed.inject(HttpTestingController);
  });
  afterEach(() => http.verify());

  it('holds places while it loads', async () => {
    await open();
    expect(page().querySelectorAll('.skeleton').length).toBeGreaterThan(3);
    expect(page().querySelector('[role=status]')?.textContent).toBe('Chargement du journal');
    asked();
  });

  it('says who did what, from where, and the values before and after', async () => {
    await open();
    const params = await answer([entry()]);
    expect(params.get('pageSize')).toBe('50');
    expect(said()).toContain('Hugo Petit');
    expect(said()).toContain('Modification · Client');
    expect(said()).toContain('192.0.2.1');
    const [name, phone] = [...rows()[0]!.querySelectorAll('.fields tbody tr')];
    expect(name?.textContent.replace(/\s+/g, ' ').trim()).toBe('lastName Lefevre Lefèvre');
    expect(phone?.textContent).toContain('aucune valeur');
  });

  it('names who has no account, and shows a verb that it has no word for', async () => {
    await open();
    await answer([
      entry({ actor: { role: 'system' }, verb: 'paint', kind: 'account' }),
      entry({
        seq: 6,
        actor: { role: 'employee', id: 'a1' },
        erasedAt: '2026-11-26T08:00:00.000Z',
      }),
    ]);
    expect(rows()[0]!.textContent).toContain('Système');
    expect(rows()[0]!.textContent).toContain('paint · Compte');
    expect(rows()[1]!.textContent).toContain('Nom effacé');
    expect(rows()[1]!.textContent).toContain('effacées le 26/11/2026');
  });

  it('keeps its filters in the address, and asks for what they say', async () => {
    await open('/admin/audit?verb=look&from=2026-11-24&to=2026-11-25&actor=a1');
    const params = await answer([]);
    expect(params.get('verb')).toBe('look');
    expect(params.get('actor')).toBe('a1');
    expect(params.get('from')).toBe(new Date(2026, 10, 24).toISOString());
    expect(params.get('to')).toBe(new Date(2026, 10, 26).toISOString());
    expect(said()).toContain('Aucune ligne ne correspond');

    const kind = page().querySelector<HTMLSelectElement>('[data-testid=kind]')!;
    kind.value = 'track';
    kind.dispatchEvent(new Event('change'));
    await settle();
    expect((await answer([entry({ kind: 'track' })])).get('kind')).toBe('track');
    expect(TestBed.inject(Router).url).toBe(
      '/admin/audit?verb=look&from=2026-11-24&to=2026-11-25&actor=a1&kind=track',
    );

    page().querySelector<HTMLElement>('.chip')!.click();
    await settle();
    expect((await answer([entry()])).has('actor')).toBe(false);
    page().querySelector<HTMLElement>('[data-testid=reset]')!.click();
    await settle();
    expect([...(await answer([entry()])).keys()]).toEqual(['pageSize']);
    expect(TestBed.inject(Router).url).toBe('/admin/audit');
  });

  it('filters by what is clicked, from the beginning', async () => {
    await open('/admin/audit?before=90');
    expect((await answer([entry()])).get('before')).toBe('90');
    rows()[0]!.querySelector<HTMLElement>('a')!.click();
    await settle();
    const params = await answer([entry()]);
    expect(params.get('actor')).toBe('a1');
    expect(params.has('before')).toBe(false);
  });

  it('goes on to older entries, and says where the trail begins', async () => {
    await open();
    await answer([entry()], 7);
    page().querySelector<HTMLElement>('[data-testid=older]')!.click();
    await settle();
    expect((await answer([entry({ seq: 1 })])).get('before')).toBe('7');
    expect(said()).toContain('Début du journal atteint');
    expect(page().querySelector('[data-testid=older]')).toBeNull();
  });

  it('says what went wrong, and tries again', async () => {
    await open();
    asked().flush({ code: 'SERVICE.UNAVAILABLE' }, { status: 500, statusText: 'Error' });
    await settle();
    page().querySelector<HTMLElement>('naif-error-state button')!.click();
    await settle();
    await answer([entry()]);
    expect(rows()).toHaveLength(1);
  });

  it('says it to whoever may not read it', async () => {
    await open();
    asked().flush({ code: 'AUTH.FORBIDDEN' }, { status: 403, statusText: 'Forbidden' });
    await settle();
    expect(said()).toContain('Votre compte ne permet pas');
  });

  it('speaks English, too', async () => {
    await open();
    await answer([entry()]);
    await TestBed.inject(LanguageStore).choose('en');
    await settle();
    expect(said()).toContain('Changed · Client');
    expect(page().querySelector('h1')?.textContent).toBe('Audit trail');
  });
});
