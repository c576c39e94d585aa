import { TestBed } from '@angular/core/testing';
import { jest } from '@jest/globals';
import type { DeviceListEntryDto } from '../api/models/device-list-entry-dto';
import type { SystemDto } from '../api/models/system-dto';
import { AdminFrame } from './admin-frame';
import { DevicesPage } from './devices-page';
import { PageHarness } from './page-harness';
import { RolesPage } from './roles-page';
import { SystemPage } from './system-page';
import { REFRESH_MS } from './system-store';

describe('AdminFrame', () => {
  it('offers the pages that the account may open', async () => {
    const may = ['read:accounts', 'list:devices', 'read:audit-trail'];
    const test = await PageHarness.open(AdminFrame, 'admin', '/admin', may);
    const links = [...test.page.querySelectorAll('nav a')].map((each) => each.getAttribute('href'));
    expect(links).toEqual(['/admin/accounts', '/admin/devices', '/admin/audit']);
  });
});

describe('RolesPage', () => {
  const TABLE = {
    roles: ['admin', 'employee', 'auditor', 'client'],
    permissions: [{ name: 'read:accounts', about: 'Read accounts.', roles: ['admin', 'auditor'] }],
  };
  const open = async (
    permissions: readonly string[],
    beside: readonly object[] = [],
  ): Promise<PageHarness> => {
    const test = await PageHarness.open(RolesPage, 'admin/roles', '/admin/roles', permissions);
    const shown = { ...TABLE, permissions: [...TABLE.permissions, ...beside] };
    await test.answer('GET /api/settings/roles', shown);
    const rule = { requiredForRoles: ['admin'], version: 7 };
    await test.answer('GET /api/settings/second-factor', rule);
    return test;
  };
  const box = (test: PageHarness, role: string): HTMLInputElement =>
    test.page.querySelector<HTMLInputElement>(`[data-role=${role}]`)!;

  it('shows who may do what; a permission without words of its own says it as the server does', async () => {
    const warned = jest.spyOn(console, 'warn').mockReturnValue(undefined);
    const unknown = { name: 'paint:walls', about: 'Paint walls.', roles: ['employee'] };
    const test = await open(['read:settings'], [unknown]);
    const rows = [...test.page.querySelectorAll('[data-testid=permission]')].map((row) =>
      row.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows[0]).toContain('See accounts and their sessions');
    expect(rows[0]).toMatch(/yes–no yes–no$|yes ?– ?no ?yes ?– ?no$/);
    expect(rows[1]).toContain('Paint walls.');
    warned.mockRestore();
  });

  it('lets an auditor look and change nothing', async () => {
    const test = await open(['read:settings']);
    expect(test.page.querySelector('fieldset')?.disabled).toBe(true);
    expect(test.page.querySelector('form button')).toBeNull();
  });

  it('sets the rule from the version that was read', async () => {
    const test = await open(['read:settings', 'manage:settings']);
    expect(box(test, 'admin').checked).toBe(true);
    box(test, 'auditor').click();
    await test.settle();
    await test.submit();
    const request = test.asked('PATCH /api/settings/second-factor');
    expect(request.request.body).toEqual({ requiredForRoles: ['admin', 'auditor'], version: 7 });
    request.flush({ requiredForRoles: ['admin', 'auditor'], version: 8 });
    await test.settle();
    // The same once more is no change.
    await test.submit();
    test.http.expectNone('/api/settings/second-factor');
  });

  it('shows what somebody else decided meanwhile', async () => {
    const test = await open(['read:settings', 'manage:settings']);
    box(test, 'auditor').click();
    await test.settle();
    await test.submit();
    const stale = { code: 'RECORD.CHANGED_MEANWHILE' };
    await test.refuse('PATCH /api/settings/second-factor', 409, stale);
    const theirs = { requiredForRoles: ['client'], version: 8 };
    await test.answer('GET /api/settings/second-factor', theirs);
    expect(test.page.querySelector('[data-testid=refusal]')?.textContent).toContain('meanwhile');
    expect([box(test, 'admin').checked, box(test, 'client').checked]).toEqual([false, true]);
  });
});

describe('DevicesPage', () => {
  const device = (fields: Partial<DeviceListEntryDto> = {}): DeviceListEntryDto => ({
    id: 'd1',
    vehicle: { id: 'v1', plate: 'AB-123-CD', make: 'Kia', model: 'Picanto' },
    situation: 'attached',
    agentVersion: '1.2.0',
    lastSeenAt: new Date().toISOString(),
    enrolledAt: '2026-11-20T09:00:00.000Z',
    ...fields,
  });
  const open = (permissions: readonly string[]): Promise<PageHarness> =>
    PageHarness.open(
      DevicesPage,
      'admin/devices',
      '/admin/devices?situation=silent&q=kia',
      permissions,
    );

  it('asks for one situation, and leads to the vehicle', async () => {
    const test = await open([]);
    const page = { items: [device({ situation: 'silent' })], total: 1 };
    const { request } = await test.answer('GET /api/devices', page);
    expect(request.params.get('situation')).toBe('silent');
    expect(request.params.get('search')).toBe('kia');
    expect(request.params.get('sort')).toBe('-heardAt');
    expect(test.page.querySelector('a.name')?.getAttribute('href')).toBe('/vehicle/v1');
    expect(test.text).toContain('Silent');
    expect(test.page.querySelector('.revoke')).toBeNull();
  });

  it('revokes once the plate is typed, and not what is revoked already', async () => {
    const test = await open(['revoke:devices']);
    const items = [device(), device({ id: 'd2', situation: 'revoked' })];
    await test.answer('GET /api/devices', { items, total: 2 });
    expect(test.page.querySelectorAll('.revoke')).toHaveLength(1);
    await test.click('.revoke');
    await test.confirmByName('ab123cd');
    await test.answer('POST /api/devices/d1/revocation', null);
    await test.answer('GET /api/devices', { items: [], total: 0 });
    expect(test.page.querySelector('.revoke')).toBeNull();
  });
});

describe('SystemPage', () => {
  const SYSTEM: SystemDto = {
    at: new Date().toISOString(),
    site: 'Lyon',
    startedAt: new Date(Date.now() - 3 * 3_600_000).toISOString(),
    memoryBytes: 150_000_000,
    versions: { program: '0.1.0', node: '24.21.0', database: '18.4' },
    stores: [
      { name: 'database', state: 'ok', latencyMs: 2, sizeBytes: 2_500_000_000 },
      { name: 'telemetry', state: 'failed' },
      { name: 'objects', state: 'ok', latencyMs: 1, entries: 12 },
      { name: 'mail', state: 'absent' },
    ],
    liveSockets: 4,
    queues: { waitingCommands: 3, waitingMails: 0 },
    jobs: [{ name: 'contract-upkeep', nextRunAt: '2026-11-25T11:00:03.000Z' }],
  };
  const open = (): Promise<PageHarness> =>
    PageHarness.open(SystemPage, 'admin/system', '/admin/system', ['read:system']);
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it('shows versions, how each store answers, what waits, and when work is done', async () => {
    const test = await open();
    expect(test.page.querySelectorAll('.skeleton').length).toBeGreaterThan(3);
    await test.answer('GET /api/system', SYSTEM);
    for (const fact of ['Lyon', '0.1.0', '24.21.0', '18.4', 'Life of contracts', 'at the start']) {
      expect(test.text).toContain(fact);
    }
    const store = (name: string): string =>
      test.page.querySelector(`[data-store=${name}]`)?.textContent.replace(/\s+/g, ' ') ?? '';
    expect(store('database')).toContain('2.5 GB');
    expect(store('telemetry')).toContain('Does not answer');
    expect(store('mail')).toContain('Not set up');
    expect(test.page.querySelector('[data-testid=queues]')?.textContent).toContain('3');
  });

  it('follows by itself; when the server stops answering it says so, until it answers again', async () => {
    jest.useFakeTimers({ doNotFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
    const test = await open();
    await test.answer('GET /api/system', SYSTEM);
    const later = async (): Promise<void> => {
      jest.advanceTimersByTime(REFRESH_MS);
      await test.settle();
    };
    const stale = (): Element | null => test.page.querySelector('[data-testid=stale]');
    await later();
    await test.refuse('GET /api/system', 503, { code: 'SERVICE.UNAVAILABLE' });
    expect(stale()).not.toBeNull();
    expect(test.text).toContain('Lyon');
    await later();
    expect(stale()).not.toBeNull();
    await test.answer('GET /api/system', { ...SYSTEM, site: 'Brest' });
    expect(stale()).toBeNull();
    expect(test.text).toContain('Brest');
    await test.click('[data-testid=refresh]');
    await test.answer('GET /api/system', { ...SYSTEM, site: 'Nice' });
    expect(test.text).toContain('Nice');
  });

  it('says what went wrong when there is nothing to show', async () => {
    const test = await open();
    await test.refuse('GET /api/system', 403, { code: 'AUTH.FORBIDDEN' });
    expect(test.text).toContain('may not open this');
  });
});
