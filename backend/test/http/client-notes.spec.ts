import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';

const NOW = Date.UTC(2026, 10, 25, 12);
const DAY_MS = 24 * 3_600_000;

describe('notes about a client', () => {
  let test: TestApp;
  let author: { id: string; cookie: string };
  let colleague: string;
  let admin: string;
  let clientId: string;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: NOW });
    const account = await test.createAccount('employee');
    author = { id: account.id, cookie: await test.login(account.email) };
    colleague = await test.loggedInAs('employee');
    admin = await test.loggedInAs('admin');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.set(NOW);
    clientId = await test.createClient();
  });

  const add = (body: unknown, of = clientId): Promise<Answer> =>
    call(test, `POST /api/clients/${of}/notes`, { cookie: author.cookie, body });
  const list = (query = '', as = author.cookie): Promise<Answer> =>
    call(test, `GET /api/clients/${clientId}/notes${query}`, { cookie: as });
  const remove = (noteId: string, as = author.cookie, of = clientId): Promise<Answer> =>
    call(test, `DELETE /api/clients/${of}/notes/${noteId}`, { cookie: as });
  const idOf = ({ body }: Answer): string => (body as { id: string }).id;

  it.each(okBodies('note'))('are added: $name', async ({ body, answer }) => {
    const added = await add(body);
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject(answer);
    expect((await list()).body).toMatchObject({ items: [added.body], total: 1 });
  });

  it.each(notOkBodies('note'))('are not added: $name', async ({ body, faults: expected }) => {
    const answer = await add(body);
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(expected);
    expect((await list()).body).toMatchObject({ items: [], total: 0 });
  });

  it('tell who wrote them and when, the newest first, page by page', async () => {
    for (const [index, text] of ['first', 'second', 'third'].entries()) {
      test.clock.set(NOW + index * 1000);
      await add({ text });
    }
    const { body } = await list('?pageSize=2');
    expect(body).toMatchObject({
      total: 3,
      items: [
        { text: 'third', createdAt: new Date(NOW + 2000).toISOString() },
        { text: 'second', author: { id: author.id }, removable: true },
      ],
    });
    expect((await list('?pageSize=2&page=2', colleague)).body).toMatchObject({
      items: [{ text: 'first', removable: false }],
    });
    expect((await list('', admin)).body).toMatchObject({ items: [{}, {}, { removable: true }] });
  });

  it('are taken back by their author within a day', async () => {
    const id = idOf(await add({ text: 'slip' }));
    test.clock.set(NOW + DAY_MS);
    // A session lasts longer than an access token.
    const again = await test.login((await accountOf(author.id)).email);
    expect((await remove(id, again)).status).toBe(204);
    expect(refusal(await remove(id, again))).toBe('404 NOTE.NOT_FOUND');
    expect((await list('', again)).body).toMatchObject({ total: 0 });
  });

  it('stay after a day, but for administrators', async () => {
    const id = idOf(await add({ text: 'stays' }));
    test.clock.set(NOW + DAY_MS + 1);
    const again = await test.login((await accountOf(author.id)).email);
    expect(refusal(await remove(id, again))).toBe('403 NOTE.STAYS');
    const adminAgain = await test.loggedInAs('admin');
    expect((await remove(id, adminAgain)).status).toBe(204);
  });

  it('are not taken back by a colleague', async () => {
    const id = idOf(await add({ text: 'mine' }));
    expect(refusal(await remove(id, colleague))).toBe('403 NOTE.STAYS');
    expect((await list()).body).toMatchObject({ total: 1 });
  });

  it('belong to their client: through another one they are not reached', async () => {
    const id = idOf(await add({ text: 'here' }));
    const other = await test.createClient();
    expect(refusal(await remove(id, admin, other))).toBe('404 NOTE.NOT_FOUND');
    expect(refusal(await add({ text: 'nowhere' }, randomUUID()))).toBe('404 CLIENT.NOT_FOUND');
  });

  it('stay when their author’s account is gone', async () => {
    const gone = await test.createAccount('employee');
    const cookie = await test.login(gone.email);
    await call(test, `POST /api/clients/${clientId}/notes`, { cookie, body: { text: 'left' } });
    await test.pool.query('DELETE FROM accounts WHERE id = $1', [gone.id]);
    const { items } = (await list()).body as { items: object[] };
    expect(items).toMatchObject([{ text: 'left', removable: false }]);
    expect(items[0]).not.toHaveProperty('author');
  });

  async function accountOf(id: string): Promise<{ email: string }> {
    const found = await test.pool.query<{ email: string }>(
      'SELECT email FROM accounts WHERE id = $1',
      [id],
    );
    return found.rows[0]!;
  }
});
