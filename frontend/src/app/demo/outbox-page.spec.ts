import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { OutboxPage } from './outbox-page';

const ROUTE = '/api/demo/outbox';
const MAIL = {
  id: 'm1',
  kind: 'invitation',
  to: 'zoe@naif.example',
  subject: 'Votre accès à NAIF Control',
  text: 'Bonjour,\n\nhttp://localhost/invitation#abc\n',
  sentAt: '2026-11-24T10:00:00.000Z',
};

describe('OutboxPage', () => {
  let fixture: ComponentFixture<OutboxPage>;
  let http: HttpTestingController;

  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  };

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('fr');
    http = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(OutboxPage);
    await settle();
  });

  afterEach(() => http.verify());

  it('shows the mails with links to follow, and looks again when asked to', async () => {
    http.expectOne(ROUTE).flush({ items: [MAIL] });
    await settle();
    const mail = page().querySelector('[data-testid=mail]');
    expect(mail?.textContent).toContain('zoe@naif.example');
    expect(mail?.querySelector('a')?.href).toBe('http://localhost/invitation#abc');
    page().querySelector<HTMLButtonElement>('header button')?.click();
    await settle();
    http.expectOne(ROUTE).flush({ items: [{ ...MAIL, id: 'm2' }, MAIL] });
    await settle();
    expect(page().querySelectorAll('[data-testid=mail]')).toHaveLength(2);
  });

  it('says when there is none', async () => {
    http.expectOne(ROUTE).flush({ items: [] });
    await settle();
    expect(page().textContent).toContain('Aucun e-mail');
  });

  it('says that it is no demo', async () => {
    http.expectOne(ROUTE).flush({ code: 'OUTBOX.NONE' }, { status: 404, statusText: '-' });
    await settle();
    expect(page().querySelector('[data-testid=not-demo]')).not.toBeNull();
  });

  it('offers to try again when nobody answers', async () => {
    http.expectOne(ROUTE).error(new ProgressEvent('error'));
    await settle();
    expect(page().querySelector('naif-error-state')).not.toBeNull();
  });
});
