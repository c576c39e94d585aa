import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import type { AccountDetailDto } from '../api/models/account-detail-dto';
import type { AccountSessionDto } from '../api/models/account-session-dto';
import { AccountFormPage } from './account-form-page';
import { AccountPage } from './account-page';
import { AccountsPage } from './accounts-page';
import { PageHarness } from './page-harness';

const ADMIN = ['read:accounts', 'manage:accounts'];
const AUDITOR = ['read:accounts'];

const account = (fields: Partial<AccountDetailDto> = {}): AccountDetailDto => ({
  id: 'a1',
  email: 'zoe@naif.example',
  displayName: 'Zoé Durand',
  role: 'employee',
  language: 'fr',
  status: 'active',
  hasSecondFactor: true,
  portfolioOnly: false,
  lastLoginAt: '2026-11-25T09:00:00.000Z',
  createdAt: '2026-11-20T09:00:00.000Z',
  version: 3,
  ...fields,
});

const session = (id: string, fields: Partial<AccountSessionDto> = {}): AccountSessionDto => ({
  id,
  device: 'Firefox, Linux',
  address: '192.0.2.7',
  createdAt: '2026-11-25T09:00:00.000Z',
  lastSeenAt: '2026-11-25T09:30:00.000Z',
  expiresAt: '2026-12-25T09:00:00.000Z',
  current: false,
  ...fields,
});

describe('AccountsPage', () => {
  const open = (url: string, permissions = ADMIN): Promise<PageHarness> =>
    PageHarness.open(AccountsPage, 'admin/accounts', url, permissions);

  it('asks the server for what the address says, and shows role, state and last sign-in', async () => {
    const test = await open('/admin/accounts?role=employee&status=active&q=zo&sort=-createdAt');
    const items = [account(), account({ id: 'a2', displayName: 'Ida', status: 'invited' })];
    const { request } = await test.answer('GET /api/accounts', { items, total: 2 });
    expect(Object.fromEntries(new URLSearchParams(request.params.toString()))).toEqual({
      page: '1',
      pageSize: '25',
      sort: '-createdAt',
      search: 'zo',
      role: 'employee',
      status: 'active',
    });
    expect(test.text).toContain('Zoé Durand');
    expect(test.text).toContain('NAIF team');
    expect(test.text).toContain('Invited');
    expect(test.page.querySelector('a.name')?.getAttribute('href')).toBe('/admin/accounts/a1');
  });

  it.each([
    [ADMIN, true],
    [AUDITOR, false],
  ])('offers to invite to whom may: %j', async (permissions, offered) => {
    const test = await open('/admin/accounts', permissions);
    await test.answer('GET /api/accounts', { items: [account()], total: 1 });
    expect(test.page.querySelector('[href="/admin/accounts/new"]') !== null).toBe(offered);
  });
});

describe('AccountPage', () => {
  const open = async (
    shown: Partial<AccountDetailDto> = {},
    permissions = ADMIN,
    sessions = [session('s1'), session('s2', { device: 'Safari, iPhone', current: true })],
  ): Promise<PageHarness> => {
    const id = shown.id ?? 'a1';
    const test = await PageHarness.open(
      AccountPage,
      'admin/accounts/:id',
      `/admin/accounts/${id}`,
      permissions,
    );
    await test.answer(`GET /api/accounts/${id}`, account(shown));
    await test.answer(`GET /api/accounts/${id}/sessions`, { items: sessions });
    return test;
  };
  const reloaded = async (test: PageHarness, shown: Partial<AccountDetailDto>): Promise<void> => {
    await test.answer('GET /api/accounts/a1', account(shown));
    await test.answer('GET /api/accounts/a1/sessions', { items: [] });
  };

  it('shows whose it is and where it is logged in', async () => {
    const test = await open();
    expect(test.page.querySelector('h1')?.textContent).toBe('Zoé Durand');
    const facts = test.page.querySelector('[data-testid=account-facts]')?.textContent ?? '';
    for (const fact of ['Active', 'NAIF team', 'zoe@naif.example', 'Français', 'set up']) {
      expect(facts).toContain(fact);
    }
    const rows = [...test.page.querySelectorAll('[data-testid=session]')];
    expect(rows[0]?.textContent).toContain('192.0.2.7');
    expect(rows[1]?.textContent).toContain('Yours, here');
  });

  it('changes nothing for whom may only read', async () => {
    const test = await open({}, AUDITOR);
    expect(test.page.querySelectorAll('button')).toHaveLength(0);
    expect(test.page.querySelector('[href$="/edit"]')).toBeNull();
  });

  it('ends one session at once, and shows those that are left', async () => {
    const test = await open();
    await test.click('[data-testid=session] button');
    await test.answer('DELETE /api/accounts/a1/sessions/s1', null);
    await reloaded(test, {});
    expect(test.text).toContain('No open session.');
  });

  it('says why a session could not be ended', async () => {
    const test = await open();
    await test.click('[data-testid=session] button');
    const problem = { code: 'ACCOUNT.SESSION_NOT_FOUND' };
    await test.refuse('DELETE /api/accounts/a1/sessions/s1', 404, problem);
    await reloaded(test, {});
    expect(test.page.querySelector('[data-testid=refusal]')?.textContent).toContain(
      'ended already',
    );
  });

  it('ends all sessions', async () => {
    const test = await open();
    await test.click('[data-testid=end-all]');
    await test.answer('POST /api/accounts/a1/sessions/revocation', null);
    await reloaded(test, {});
    expect(test.page.querySelector('[data-testid=end-all]')).toBeNull();
  });

  it.each([
    ['close', 'active', { version: 3, closed: true }, 'closed'],
    ['open', 'closed', { version: 3, closed: false }, 'active'],
  ] as const)('can %s it once its name is typed', async (wish, status, body, after) => {
    const test = await open({ status });
    await test.click(`[data-testid=${wish}]`);
    await test.confirmByName('Somebody else');
    test.http.expectNone({ method: 'PATCH' });
    await test.confirmByName('zoe durand');
    const request = await test.answer('PATCH /api/accounts/a1', account({ status: after }));
    expect(request.request.body).toEqual(body);
    await reloaded(test, { status: after, version: 4 });
    expect(test.page.querySelector(`[data-testid=${wish}]`)).toBeNull();
  });

  it('removes the second factor once the name is typed', async () => {
    const test = await open();
    await test.click('[data-testid=remove-factor]');
    await test.confirmByName('Zoé Durand');
    await test.answer('DELETE /api/accounts/a1/second-factor', null);
    await reloaded(test, { hasSecondFactor: false });
    expect(test.page.querySelector('[data-testid=remove-factor]')).toBeNull();
  });

  it('mails an invitation again, and says so when no mail can be sent', async () => {
    const test = await open({ status: 'invited' }, ADMIN, []);
    await test.click('[data-testid=invite-again]');
    await test.refuse('POST /api/accounts/a1/invitations', 503, { code: 'MAIL.NOT_CONFIGURED' });
    expect(test.page.querySelector('[data-testid=refusal]')?.textContent).toContain(
      'cannot send e-mail',
    );
    await test.click('[data-testid=invite-again]');
    await test.answer('POST /api/accounts/a1/invitations', null);
    expect(test.page.querySelector('[data-testid=refusal]')).toBeNull();
  });

  it('offers neither to close the own account nor to take its second factor', async () => {
    const test = await open({ id: 'me' });
    expect(test.page.querySelector('[data-testid=close]')).toBeNull();
    expect(test.page.querySelector('[data-testid=remove-factor]')).toBeNull();
  });
});

describe('AccountFormPage', () => {
  const roles = (test: PageHarness): string[] =>
    [...test.control('Role').querySelectorAll('option')].map(({ value }) => value);
  const invite = (): Promise<PageHarness> =>
    PageHarness.open(AccountFormPage, 'admin/accounts/new', '/admin/accounts/new', ADMIN);
  const edit = async (fields: Partial<AccountDetailDto> = {}): Promise<PageHarness> => {
    const id = fields.id ?? 'a1';
    const url = `/admin/accounts/${id}/edit`;
    const test = await PageHarness.open(AccountFormPage, 'admin/accounts/:id/edit', url, ADMIN);
    await test.answer(`GET /api/accounts/${id}`, account(fields));
    return test;
  };

  it('invites, and leads to the account', async () => {
    const test = await invite();
    await test.enter('Name', 'Zoé Durand');
    await test.enter('E-mail address', 'zoe@naif.example');
    await test.enter('Role', 'auditor');
    await test.submit();
    const { request } = await test.answer('POST /api/accounts', account({ role: 'auditor' }));
    expect(request.body).toEqual({
      displayName: 'Zoé Durand',
      email: 'zoe@naif.example',
      role: 'auditor',
      language: 'fr',
    });
    expect(TestBed.inject(Router).url).toBe('/admin/accounts/a1');
  });

  it('sends nothing without name and address, nor a client’s account without its client', async () => {
    const test = await invite();
    await test.enter('Role', 'client');
    await test.submit();
    test.http.expectNone('/api/accounts');
    expect(test.page.querySelectorAll('.field-error')).toHaveLength(3);
  });

  it('puts a refusal beside the field that it is about', async () => {
    const test = await invite();
    await test.enter('Name', 'Zoé Durand');
    await test.enter('E-mail address', 'zoe@naif.example');
    await test.submit();
    await test.refuse('POST /api/accounts', 409, {
      code: 'ACCOUNT.EMAIL_TAKEN',
      errors: [{ pointer: '/email', code: 'ACCOUNT.EMAIL_TAKEN' }],
    });
    expect(test.page.querySelector('.field-error')?.textContent).toContain('has this address');
  });

  it('changes name and role from the version that was read', async () => {
    const test = await edit();
    expect(roles(test)).toEqual(['admin', 'employee', 'auditor']);
    await test.enter('Name', 'Zoé D.');
    await test.submit();
    const { request } = await test.answer('PATCH /api/accounts/a1', account());
    expect(request.body).toEqual({
      version: 3,
      displayName: 'Zoé D.',
      role: 'employee',
      language: 'fr',
    });
  });

  it('leaves the role of a client, and the own one, as it is', async () => {
    expect(roles(await edit({ role: 'client', clientId: 'c1' }))).toEqual(['client']);
    TestBed.resetTestingModule();
    expect(roles(await edit({ id: 'me', role: 'admin' }))).toEqual(['admin']);
  });

  it('says so when somebody else changed the account meanwhile', async () => {
    const test = await edit();
    await test.enter('Name', 'Zoé D.');
    await test.submit();
    await test.refuse('PATCH /api/accounts/a1', 409, { code: 'RECORD.CHANGED_MEANWHILE' });
    await test.answer('GET /api/accounts/a1', account({ displayName: 'Zoé Dupont', version: 4 }));
    expect(test.dialog.textContent).toContain('Zoé Dupont');
  });
});
