import type { Actor } from '../../src/modules/audit/audit.public.js';
import { AuditTrail } from '../../src/modules/audit/audit.public.js';
import { TEST_PASSWORD, TestApp } from './app-harness.js';
import { call } from './call.js';
import { mailed, tokenIn } from './mailed.js';

const NEXT = 'trois girafes mangent du nougat';
const AFTER = 'purple monkeys dislike tuesdays';

describe('the audit trail of accounts', () => {
  it('has a line for each change, by whom, and never a secret', async () => {
    const test = await TestApp.start();
    try {
      const admin = await test.createAccount('admin');
      const cookie = await test.login(admin.email);
      const record = jest.spyOn(test.app.get(AuditTrail, { strict: false }), 'record');
      const send = async (route: string, body?: unknown, who = cookie): Promise<unknown> => {
        const answer = await call(test, route, {
          ...(who !== '' && { cookie: who }),
          ...(body !== undefined && { body }),
        });
        expect([200, 201, 202, 204]).toContain(answer.status);
        return answer.body;
      };
      const email = 'zoe@test.example';
      const { id } = (await send('POST /api/accounts', {
        email,
        displayName: 'Zoé',
        role: 'employee',
      })) as { id: string };
      await send(`POST /api/accounts/${id}/invitations`);
      const token = tokenIn(await mailed(test, 'invitation', email));
      await send('POST /api/auth/invitations/acceptance', { token, password: NEXT }, '');
      const zoe = await test.login(email, NEXT);
      await send('PATCH /api/account', { version: 2, theme: 'dark' }, zoe);
      await send(
        'POST /api/auth/password',
        { currentPassword: NEXT, newPassword: TEST_PASSWORD.replace('horse', 'zebra') },
        zoe,
      );
      await send('POST /api/auth/password-reset', { email }, '');
      const reset = tokenIn(await mailed(test, 'password-reset', email));
      await send('POST /api/auth/password-reset/completion', { token: reset, password: AFTER }, '');
      const again = await test.login(email, AFTER);
      await send(
        'POST /api/account/second-factor/email-codes',
        { currentPassword: AFTER, enabled: true },
        again,
      );
      await send(`DELETE /api/accounts/${id}/second-factor`);
      await test.login(email, AFTER);
      await send('POST /api/account/sessions/revocation', undefined, again);
      await send(`POST /api/accounts/${id}/sessions/revocation`);
      await send(`PATCH /api/accounts/${id}`, { version: 5, role: 'auditor' });
      await send(`PATCH /api/accounts/${id}`, { version: 6, closed: true });
      await send(`PATCH /api/accounts/${id}`, { version: 7, closed: false });
      await send('PATCH /api/settings/second-factor', { requiredForRoles: ['admin'], version: 1 });

      const nameOf = new Map([
        [admin.id, 'admin'],
        [id, 'zoe'],
      ]);
      // Who comes by a mailed link is not logged in.
      const byWhom = (who: Actor): string =>
        'accountId' in who
          ? (nameOf.get(who.accountId) ?? '?')
          : `${who.role} ${nameOf.get(who.id ?? '') ?? '?'}`;
      const lines = record.mock.calls.map(([, who, change]) => ({
        by: byWhom(who),
        ...change,
      }));
      expect(lines.map(({ by, kind, verb }) => `${by} ${verb} ${kind}`)).toEqual([
        'admin create account',
        'admin invite account',
        'visitor zoe accept-invitation account',
        'zoe update account',
        'zoe change-password account',
        'visitor zoe reset-password account',
        'zoe choose-email-codes account',
        'admin remove-second-factor account',
        'zoe end-sessions account',
        'admin end-sessions account',
        'admin update account',
        'admin close account',
        'admin open account',
        'admin update setting',
      ]);
      for (const line of lines.filter(({ kind }) => kind === 'account'))
        expect(line.objectId).toBe(id);
      expect(lines[10]).toMatchObject({
        before: { role: 'employee' },
        after: { role: 'auditor' },
      });
      expect(lines[3]).toMatchObject({ before: { theme: 'system' }, after: { theme: 'dark' } });
      const all = JSON.stringify(lines);
      for (const secret of [NEXT, AFTER, token, reset, 'argon2', 'zebra'])
        expect(all).not.toContain(secret);
    } finally {
      await test.close();
    }
  });
});
