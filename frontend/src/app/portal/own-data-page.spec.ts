import { OwnDataPage } from './own-data-page';
import { OwnDocumentsPage } from './own-documents-page';
import { PageInTest } from './page-in-test';

const LOOKS = '/api/account/looks';
const look = (fields: object = {}) => ({
  at: '2026-11-25T10:00:00.000Z',
  what: 'track',
  by: { role: 'employee', name: 'Hugo Petit' },
  vehicle: { id: 'v1', plate: 'AB-123-CD' },
  ...fields,
});

describe('OwnDataPage', () => {
  it('says who looked at what, and when', async () => {
    const page = await PageInTest.open(OwnDataPage, {
      [LOOKS]: {
        items: [look(), look({ by: { role: 'admin' }, vehicle: { id: 'v2' }, what: 'video' })],
        total: 2,
      },
    });
    const [first, second] = page.element.querySelectorAll('[data-testid=looks] li');
    expect(first?.textContent).toMatch(/Hugo Petit[^]*Position and measures[^]*AB-123-CD/);
    expect(first?.querySelector('time')?.getAttribute('datetime')).toBe('2026-11-25T10:00:00.000Z');
    expect(second?.textContent).toMatch(/name was erased[^]*Video[^]*a vehicle that is gone/);
    expect(page.element.querySelector('[data-testid=looks] button')).toBeNull();
  });

  it('turns pages', async () => {
    const page = await PageInTest.open(OwnDataPage, { [LOOKS]: { items: [look()], total: 21 } });
    await page.click('[data-testid=looks] button:last-of-type');
    const older = look({ by: { role: 'employee', name: 'Camille Durand' } });
    await page.answer({ [`${LOOKS}?page=2`]: { items: [older], total: 21 } });
    expect(page.text('[data-testid=looks] li')).toContain('Camille Durand');
    const [newer, next] = page.element.querySelectorAll<HTMLButtonElement>(
      '[data-testid=looks] button',
    );
    expect([newer?.disabled, next?.disabled]).toEqual([false, true]);
  });

  it('says so when nobody looked', async () => {
    const page = await PageInTest.open(OwnDataPage, { [LOOKS]: { items: [], total: 0 } });
    expect(page.text('[data-testid=looks]')).toContain('Nobody has looked at your vehicles.');
  });

  it('shows how the insurer reaches one, all telephone numbers with it', async () => {
    const page = await PageInTest.open(OwnDataPage, {
      [LOOKS]: { items: [], total: 0 },
      '/api/clients/c1': {
        email: 'a@example.fr',
        phone: '+33612345678',
        otherPhones: ['+442079460018'],
      },
    });
    const shown = [...page.element.querySelectorAll('[data-testid=contact] dd')];
    expect(shown.map(({ textContent }) => textContent.replaceAll('\u00a0', ' '))).toEqual([
      'a@example.fr',
      '+33 6 12 34 56 78',
      '+442079460018',
    ]);
  });

  it('offers everything as one file, and each part as a table', async () => {
    const page = await PageInTest.open(OwnDataPage, { [LOOKS]: { items: [], total: 0 } });
    const href = (id: string) =>
      page.element.querySelector(`[data-testid=download-${id}]`)?.getAttribute('href');
    expect(href('json')).toBe('/api/account/data');
    expect(href('readings')).toBe('/api/account/data?format=csv&section=readings');
    expect(page.element.querySelectorAll('details li')).toHaveLength(14);
  });
});

describe('OwnDocumentsPage', () => {
  const DOCUMENTS = '/api/clients/c1/documents';

  it('opens what is kept, and says whom to ask', async () => {
    const page = await PageInTest.open(OwnDocumentsPage, {
      [DOCUMENTS]: {
        items: [
          { id: 'd1', title: 'Permis', kind: 'driving-licence', addedAt: '2026-11-20T10:00:00Z' },
        ],
      },
    });
    const link = page.element.querySelector('[data-testid=own-documents] a');
    expect(link?.getAttribute('href')).toBe('/api/clients/c1/documents/d1/file');
    expect(link?.textContent).toContain('Driving licence');
    expect(page.text('.notice')).toContain('ask your NAIF adviser');
  });

  it('says when there is none', async () => {
    const page = await PageInTest.open(OwnDocumentsPage, { [DOCUMENTS]: { items: [] } });
    expect(page.text('naif-empty-state')).toContain('No documents');
  });
});
