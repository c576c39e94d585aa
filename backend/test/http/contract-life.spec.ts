import { randomUUID } from 'node:crypto';
import { ContractUpkeep } from '../../src/modules/contracts/contract-upkeep.js';
import { pdfText } from '../pdf-text.js';
import { TestApp } from './app-harness.js';
import { filled, notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createVehicle, type TestVehicle } from './test-device.js';

interface Contract {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly status: string;
}

const START = Date.UTC(2026, 10, 24, 10);

describe('a contract’s life', () => {
  let test: TestApp;
  let cookie: string;
  let employee: string;
  let vehicle: TestVehicle;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: START });
    employee = (await test.createAccount('employee')).email;
    cookie = await test.login(employee);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    if (test.clock.now() !== START) await moveTo(START);
    vehicle = await createVehicle(test);
  });

  const enter = async (changes: object = {}): Promise<Contract> => {
    const answer = await call(test, 'POST /api/contracts', {
      cookie,
      body: {
        clientId: vehicle.clientId,
        vehicleId: vehicle.id,
        formula: 'comprehensive',
        status: 'active',
        startsOn: '2026-01-01',
        endsOn: '2027-01-01',
        premiumCents: 58_400,
        deductibleCents: 30_000,
        bonusMalus: 0.8,
        ...changes,
      },
    });
    expect(answer.status).toBe(201);
    return answer.body as Contract;
  };
  const step = (id: string, what: string, body: unknown, as = cookie): Promise<Answer> =>
    call(test, `POST /api/contracts/${id}/${what}`, { cookie: as, body });
  const patch = (id: string, body: unknown): Promise<Answer> =>
    call(test, `PATCH /api/contracts/${id}`, { cookie, body });
  const read = async (id: string): Promise<Contract> =>
    (await call(test, `GET /api/contracts/${id}`, { cookie })).body as Contract;
  const versions = async (id: string): Promise<Record<string, unknown>[]> => {
    const { body } = await call(test, `GET /api/contracts/${id}/versions`, { cookie });
    return (body as { items: Record<string, unknown>[] }).items;
  };
  const coverage = (at: string, as = cookie): Promise<Answer> =>
    call(test, `GET /api/vehicles/${vehicle.id}/coverage?at=${encodeURIComponent(at)}`, {
      cookie: as,
    });
  /** Active in 2026, its newest terms since 1 March: version 2. */
  const endorsed = async (): Promise<Contract> => {
    const { id } = await enter();
    const body = {
      version: 1,
      effectiveOn: '2026-03-01',
      reason: 'Garage',
      premiumCents: 50_000,
    };
    expect((await step(id, 'endorsements', body)).status).toBe(200);
    return read(id);
  };
  /** Another day; sessions do not live that long. */
  const moveTo = async (ms: number): Promise<void> => {
    test.clock.set(ms);
    cookie = await test.login(employee);
  };
  const tick = (): Promise<{ moved: number; reminded: number }> =>
    test.app.get(ContractUpkeep).run();

  const steps = [
    ['suspend', 'suspension'],
    ['terminate', 'termination'],
    ['endorse', 'endorsements'],
    ['renew', 'renewal'],
    ['step', 'suspension'],
    ['step', 'resumption'],
    ['step', 'termination'],
    ['step', 'endorsements'],
    ['step', 'renewal'],
    ['step', 'activation'],
  ] as const;
  const refusals = steps.flatMap(([kind, route]) =>
    notOkBodies(kind).map(({ name, body, faults: expected }) => ({ name, route, body, expected })),
  );
  it.each(refusals)('not ok: $name ($route)', async ({ route, body, expected }) => {
    const { id } = await endorsed();
    const answer = await step(id, route, body);
    expect(answer.status).toBe(400);
    expect(faults(answer)).toEqual(expected);
    expect(await read(id)).toMatchObject({ version: 2, status: 'active' });
  });

  const good = (['suspend', 'terminate', 'endorse', 'renew'] as const).flatMap((kind) =>
    okBodies(kind).map((one) => ({ ...one, route: Object.fromEntries(steps)[kind]! })),
  );
  it.each(good)('ok: $name', async ({ route, body, answer }) => {
    const { id } = await endorsed();
    const given = await step(id, route, body);
    expect(given.status).toBe(route === 'renewal' ? 201 : 200);
    expect(given.body).toMatchObject(answer);
    const made = (given.body as Contract).id;
    expect(await read(made)).toEqual(given.body);
  });

  describe('as a quote', () => {
    it.each(okBodies('quote'))('ok: $name', async ({ body, answer }) => {
      const { id } = await enter({ status: 'quote' });
      const given = await patch(id, filled(body, { suffix: String(vehicle.series) }));
      expect(given.status).toBe(200);
      expect(given.body).toMatchObject(answer);
      expect(await read(id)).toEqual(given.body);
    });

    it.each(notOkBodies('quote'))('not ok: $name', async ({ body, faults: expected }) => {
      const { id } = await enter({ status: 'quote' });
      const given = await patch(
        id,
        filled(body, { clientId: vehicle.clientId, vehicleId: vehicle.id }),
      );
      expect(given.status).toBe(400);
      expect(faults(given)).toEqual(expected);
    });

    it.each(okBodies('activate'))('ok: $name', async ({ body, answer }) => {
      const { id } = await enter({ status: 'quote' });
      const given = await step(id, 'activation', body);
      expect(given.status).toBe(200);
      expect(given.body).toMatchObject(answer);
    });

    it.each(notOkBodies('activate'))('not ok: $name', async ({ body, faults: expected }) => {
      const { id } = await enter({ status: 'quote' });
      const given = await step(id, 'activation', body);
      expect(given.status).toBe(400);
      expect(faults(given)).toEqual(expected);
    });

    it('takes no number of another contract', async () => {
      const { id } = await enter({ status: 'quote' });
      const { number } = await enter({ status: 'quote' });
      const given = await patch(id, { version: 1, number });
      expect(refusal(given)).toBe('409 CONTRACT.NUMBER_TAKEN');
      expect(faults(given)).toEqual(['/number CONTRACT.NUMBER_TAKEN']);
    });

    it('covers nothing; once it is concluded it is no quote any more', async () => {
      const { id } = await enter({ status: 'quote' });
      expect((await coverage('2026-06-01')).body).toMatchObject({ reason: 'no-contract' });
      await step(id, 'activation', { version: 1, effectiveOn: '2026-01-01' });
      expect((await coverage('2026-06-01')).body).toMatchObject({ covered: true });
      expect(refusal(await patch(id, { version: 2, premiumCents: 1 }))).toBe(
        '409 CONTRACT.NOT_A_QUOTE',
      );
    });

    it('is not concluded while another contract binds the car', async () => {
      await enter();
      const { id } = await enter({ status: 'quote' });
      const given = await step(id, 'activation', { version: 1, effectiveOn: '2026-06-01' });
      expect(refusal(given)).toBe('409 CONTRACT.OVERLAP');
      expect(faults(given)).toEqual(['/effectiveOn CONTRACT.OVERLAP']);
      expect(await read(id)).toMatchObject({ status: 'quote', version: 1 });
    });
  });

  it.each([
    ['quote', 'suspension'],
    ['quote', 'resumption'],
    ['quote', 'termination'],
    ['quote', 'renewal'],
    ['active', 'activation'],
    ['active', 'resumption'],
    ['suspended', 'activation'],
    ['suspended', 'suspension'],
    ['suspended', 'renewal'],
    ['terminated', 'resumption'],
    ['terminated', 'termination'],
    ['expired', 'renewal'],
    ['expired', 'suspension'],
  ])('%s knows no %s', async (status, route) => {
    const { id } = await enter({ status });
    const body = { version: 1, effectiveOn: '2026-06-01', reason: 'Why' };
    expect(refusal(await step(id, route, body))).toBe('409 CONTRACT.TRANSITION_NOT_ALLOWED');
  });

  it.each(['activation', 'suspension', 'resumption', 'termination', 'endorsements', 'renewal'])(
    'refuses a %s made from an older version, or by whoever may not change it',
    async (route) => {
      const { id } = await endorsed();
      const body = { version: 1, effectiveOn: '2026-06-01', reason: 'Why' };
      const stale = await step(id, route, body);
      expect(refusal(stale)).toBe('409 RECORD.CHANGED_MEANWHILE');
      expect(faults(stale)).toEqual(['/version RECORD.CHANGED_MEANWHILE']);
      const own = await test.login((await test.createAccount('client', vehicle.clientId)).email);
      expect((await step(id, route, body, own)).status).toBe(403);
      expect(refusal(await step(randomUUID(), route, body))).toBe('404 CONTRACT.NOT_FOUND');
    },
  );

  it('is changed once when two change it at the same time', async () => {
    const { id } = await endorsed();
    const body = { version: 2, effectiveOn: '2026-06-01', reason: 'Why' };
    const answers = await Promise.all([
      step(id, 'suspension', body),
      step(id, 'termination', body),
      step(id, 'endorsements', { ...body, premiumCents: 1 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await read(id)).version).toBe(3);
  });

  describe('what covered the car', () => {
    it.each(okBodies('coverage'))('ok: $name', async ({ body, answer }) => {
      await endorsed();
      const given = await coverage((body as { at: string }).at);
      expect(given.status).toBe(200);
      expect(given.body).toMatchObject(answer);
    });

    it.each(notOkBodies('coverage'))('not ok: $name', async ({ body, faults: expected }) => {
      const given = await coverage((body as { at: string }).at);
      expect(given.status).toBe(400);
      expect(faults(given)).toEqual(expected);
    });

    it('is told version by version', async () => {
      const { id, number } = await endorsed();
      await step(id, 'suspension', { version: 2, effectiveOn: '2026-06-01', reason: 'Laid up' });
      await step(id, 'resumption', { version: 3, effectiveOn: '2026-09-01' });
      expect((await coverage('2026-02-28T12:00:00Z')).body).toMatchObject({
        covered: true,
        contract: { id, number, status: 'active' },
        version: { premiumCents: 58_400, kind: 'creation', startsOn: '2026-01-01' },
      });
      expect((await coverage('2026-03-01T12:00:00Z')).body).toMatchObject({
        covered: true,
        version: { premiumCents: 50_000, kind: 'endorsement', reason: 'Garage' },
      });
      // In France it is June two hours before it is June by UTC.
      expect((await coverage('2026-05-31T21:59:59Z')).body).toMatchObject({ covered: true });
      expect((await coverage('2026-05-31T22:00:00Z')).body).toMatchObject({
        day: '2026-06-01',
        covered: false,
        reason: 'suspended',
        contract: { id },
        version: { cover: 'suspended', endsOn: '2026-09-01' },
      });
      expect((await coverage('2026-09-01')).body).toMatchObject({
        covered: true,
        version: { kind: 'resumption', startsOn: '2026-09-01', endsOn: '2027-01-01' },
      });
      const now = await call(test, `GET /api/vehicles/${vehicle.id}/coverage`, { cookie });
      expect(now.body).toMatchObject({ at: '2026-11-24T10:00:00.000Z', covered: true });
    });

    it('is told to its owner, and to no other client', async () => {
      await endorsed();
      const own = await test.login((await test.createAccount('client', vehicle.clientId)).email);
      expect((await coverage('2026-06-01', own)).body).toMatchObject({ covered: true });
      const other = await test.loggedInAs('client');
      expect(refusal(await coverage('2026-06-01', other))).toBe('404 VEHICLE.NOT_FOUND');
    });

    it('stays one answer while a suspended contract binds the car', async () => {
      const { id } = await endorsed();
      await step(id, 'suspension', { version: 2, effectiveOn: '2026-06-01', reason: 'Laid up' });
      const second = await call(test, 'POST /api/contracts', {
        cookie,
        body: {
          clientId: vehicle.clientId,
          vehicleId: vehicle.id,
          formula: 'third-party',
          status: 'active',
          startsOn: '2026-07-01',
          premiumCents: 1,
        },
      });
      expect(refusal(second)).toBe('409 CONTRACT.OVERLAP');
      expect(faults(second)).toEqual(['/startsOn CONTRACT.OVERLAP']);
    });
  });

  it('keeps what was agreed and never came into force', async () => {
    const { id } = await endorsed();
    await step(id, 'endorsements', {
      version: 2,
      effectiveOn: '2026-12-01',
      reason: 'Student driver',
      premiumCents: 70_000,
    });
    const ended = await step(id, 'termination', {
      version: 3,
      effectiveOn: '2026-11-30',
      reason: 'Sold',
    });
    expect(ended.body).toMatchObject({ premiumCents: 50_000, endsOn: '2026-11-30' });
    expect(await versions(id)).toMatchObject([
      { startsOn: '2026-01-01', endsOn: '2026-03-01' },
      { startsOn: '2026-03-01', endsOn: '2026-11-30' },
      { startsOn: '2026-12-01', supersededAt: '2026-11-24T10:00:00.000Z' },
    ]);
    expect((await coverage('2026-12-01')).body).toMatchObject({ reason: 'no-contract' });
  });

  it('is renewed once, by a contract that takes over on the day', async () => {
    const { id } = await endorsed();
    const body = { version: 2, effectiveOn: '2027-01-01', atFaultClaims: 1 };
    const answers = await Promise.all([step(id, 'renewal', body), step(id, 'renewal', body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const follower = answers.find(({ status }) => status === 201)!.body as Contract;
    expect(follower).toMatchObject({
      renewalOf: id,
      bonusMalus: 1,
      premiumCents: 62_500,
      startsOn: '2027-01-01',
      endsOn: '2028-01-01',
    });
    expect(await read(id)).toMatchObject({
      status: 'active',
      scheduled: { status: 'renewed', on: '2027-01-01' },
      transitions: [],
    });
    expect((await coverage('2026-12-31')).body).toMatchObject({ contract: { id } });
    expect((await coverage('2027-01-01')).body).toMatchObject({
      covered: true,
      contract: { id: follower.id },
      version: { kind: 'renewal' },
    });
    await moveTo(Date.UTC(2026, 11, 31, 23));
    await tick();
    expect(await read(id)).toMatchObject({ status: 'renewed' });
    expect(await read(follower.id)).toMatchObject({ status: 'active' });
  });

  it('is not renewed on terms without a bonus-malus', async () => {
    const { rows } = await test.pool.query<{ id: string }>(
      `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, premium_cents)
       VALUES ($1, $2, $3, 'comprehensive', 'active', '2026-01-01', 1) RETURNING id`,
      [`OLD-${vehicle.series}`, vehicle.clientId, vehicle.id],
    );
    const answer = await step(rows[0]!.id, 'renewal', { version: 1, effectiveOn: '2027-01-01' });
    expect(refusal(answer)).toBe('409 CONTRACT.BONUS_MALUS_UNKNOWN');
    expect(faults(answer)).toEqual(['/atFaultClaims CONTRACT.BONUS_MALUS_UNKNOWN']);
  });

  describe('as the days go by', () => {
    it('moves on at midnight in France, once', async () => {
      const { id } = await endorsed();
      await step(id, 'suspension', { version: 2, effectiveOn: '2026-12-01', reason: 'Laid up' });
      await moveTo(Date.UTC(2026, 10, 30, 22, 59));
      await tick();
      expect((await read(id)).status).toBe('active');
      await moveTo(Date.UTC(2026, 10, 30, 23));
      await tick();
      expect(await read(id)).toMatchObject({ status: 'suspended', version: 4 });
      expect((await tick()).moved).toBe(0);
      await moveTo(Date.UTC(2026, 11, 31, 23));
      await Promise.all([tick(), tick()]);
      expect(await read(id)).toMatchObject({ status: 'expired', version: 5, transitions: [] });
      const { rows } = await test.pool.query(
        `SELECT actor_role, actor_name, before, after FROM audit_entries
         WHERE object_id = $1 AND actor_role = 'system' ORDER BY seq`,
        [id],
      );
      const system = { actor_role: 'system', actor_name: 'contract-upkeep' };
      expect(rows).toEqual([
        { ...system, before: { status: 'active' }, after: { status: 'suspended' } },
        { ...system, before: { status: 'suspended' }, after: { status: 'expired' } },
      ]);
      expect(refusal(await step(id, 'renewal', { version: 5, effectiveOn: '2027-01-01' }))).toBe(
        '409 CONTRACT.TRANSITION_NOT_ALLOWED',
      );
    });

    const reminders = async (query = '', as = cookie): Promise<Record<string, unknown>[]> => {
      const { body } = await call(test, `GET /api/contracts/reminders?pageSize=100${query}`, {
        cookie: as,
      });
      return (body as { items: Record<string, unknown>[] }).items.filter(
        ({ vehicleId }) => vehicleId === vehicle.id,
      );
    };

    it('reminds 60, 30 and 7 days ahead', async () => {
      const { id } = await enter();
      // 2027-01-01 is 60 days after 2026-11-02.
      await moveTo(Date.UTC(2026, 10, 1, 10));
      await tick();
      expect(await reminders()).toEqual([]);
      await moveTo(Date.UTC(2026, 10, 2, 10));
      await tick();
      await tick();
      expect(await reminders()).toMatchObject([
        { contractId: id, about: 'renewal', aboutOn: '2027-01-01', daysBefore: 60 },
      ]);
      await moveTo(Date.UTC(2026, 11, 2, 10));
      await tick();
      await moveTo(Date.UTC(2026, 11, 25, 10));
      await tick();
      // The newest one takes the place of those before.
      expect(await reminders()).toMatchObject([
        { daysBefore: 7, clientName: 'Ada Test', plate: vehicle.plate },
      ]);
      const due = async (query: string): Promise<unknown[]> => {
        const { body } = await call(test, `GET /api/contracts?vehicleId=${vehicle.id}&${query}`, {
          cookie,
        });
        return (body as { items: { id: string }[] }).items.map((one) => one.id);
      };
      expect(await due('due=renewal')).toEqual([id]);
      expect(await due('due=end')).toEqual([]);
      expect(await due('due=renewal&formula=third-party')).toEqual([]);
      expect(await due('due=renewal&formula=comprehensive')).toEqual([id]);
      expect(await reminders('&about=end')).toEqual([]);
    });

    it('reminds of what still stands only', async () => {
      const { id } = await enter();
      await moveTo(Date.UTC(2026, 11, 10, 10));
      await tick();
      expect(await reminders()).toMatchObject([{ daysBefore: 30 }]);
      await step(id, 'termination', { version: 1, effectiveOn: '2026-12-15', reason: 'Sold' });
      expect(await reminders()).toEqual([]);
      await tick();
      expect(await reminders('&about=end')).toMatchObject([
        { about: 'end', aboutOn: '2026-12-15', daysBefore: 7 },
      ]);
    });

    it('reminds of the year of a contract without an end', async () => {
      await enter({ startsOn: '2024-12-20', endsOn: undefined });
      await tick();
      expect(await reminders()).toMatchObject([
        { about: 'renewal', aboutOn: '2026-12-20', daysBefore: 30 },
      ]);
    });
  });

  describe('that is sent twice', () => {
    const body = (): object => ({
      clientId: vehicle.clientId,
      vehicleId: vehicle.id,
      formula: 'comprehensive',
      startsOn: '2026-01-01',
      premiumCents: 58_400,
    });
    const send = (key: string, changes: object = {}, as = cookie): Promise<Answer> =>
      call(test, 'POST /api/contracts', {
        cookie: as,
        headers: { 'idempotency-key': key },
        body: { ...body(), ...changes },
      });

    it('under one key is entered once, also at the same time', async () => {
      const key = randomUUID();
      const answers = await Promise.all([send(key), send(key), send(key)]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
      expect(new Set(answers.map((answer) => (answer.body as Contract).id)).size).toBe(1);
      const { body: page } = await call(test, `GET /api/contracts?vehicleId=${vehicle.id}`, {
        cookie,
      });
      expect(page).toMatchObject({ total: 1 });
    });

    it('is another contract under another key, or of another employee', async () => {
      const key = randomUUID();
      const other = await test.loggedInAs('employee');
      const answers = [await send(key), await send(randomUUID()), await send(key, {}, other)];
      expect(new Set(answers.map((answer) => (answer.body as Contract).id)).size).toBe(3);
    });

    it('is refused when it is not the same', async () => {
      const key = randomUUID();
      await send(key);
      expect(refusal(await send(key, { premiumCents: 1 }))).toBe(
        '409 REQUEST.IDEMPOTENCY_KEY_REUSED',
      );
    });

    it('may be sent anew when the first try was refused', async () => {
      const key = randomUUID();
      expect((await send(key, { endsOn: '2025-01-01' })).status).toBe(400);
      expect((await send(key)).status).toBe(201);
    });

    it.each(['short', 'with blanks in it', 'x'.repeat(129)])('needs a key, not %j', async (key) => {
      const answer = await send(key);
      expect(refusal(answer)).toBe('400 REQUEST.INVALID');
      expect(faults(answer)).toEqual(['/Idempotency-Key matches']);
    });

    it('by two employees binds the car once', async () => {
      const other = await test.loggedInAs('employee');
      const [a, b] = await Promise.all([
        send(randomUUID(), { status: 'active' }),
        send(randomUUID(), { status: 'active' }, other),
      ]);
      expect([a.status, b.status].sort()).toEqual([201, 409]);
      expect(faults(a.status === 409 ? a : b)).toEqual(['/startsOn CONTRACT.OVERLAP']);
    });
  });

  describe('on paper', () => {
    const download = (id: string, query: string, as: string): Promise<Response> =>
      fetch(`${test.origin}/api/contracts/${id}/summary.pdf${query}`, { headers: { cookie: as } });

    it('is read by its client in both languages, and by no other', async () => {
      const { id, number } = await endorsed();
      const own = await test.login((await test.createAccount('client', vehicle.clientId)).email);
      const french = await download(id, '', own);
      expect(french.status).toBe(200);
      expect(french.headers.get('content-type')).toBe('application/pdf');
      expect(french.headers.get('cache-control')).toBe('private, no-store');
      expect(french.headers.get('content-disposition')).toBe(`inline; filename="${number}-fr.pdf"`);
      const file = Buffer.from(await french.arrayBuffer());
      expect(Number(french.headers.get('content-length'))).toBe(file.length);
      const text = pdfText(file);
      for (const part of ['Récapitulatif', 'Ada Test', vehicle.plate, 'Franchise', '500,00 €']) {
        expect(text).toContain(part);
      }
      const { rows } = await test.pool.query<{ vin: string }>(
        'SELECT vin FROM vehicles WHERE id = $1',
        [vehicle.id],
      );
      expect(text).not.toContain(rows[0]!.vin);
      const english = await download(id, '?language=en', own);
      expect(pdfText(Buffer.from(await english.arrayBuffer()))).toContain('Contract summary');
      expect((await download(id, '?language=de', own)).status).toBe(400);
      const other = await test.loggedInAs('client');
      expect((await download(id, '', other)).status).toBe(404);
    });
  });

  describe('in the database', () => {
    it('never disagrees with its versions', async () => {
      const { id } = await endorsed();
      await expect(
        test.pool.query('UPDATE contracts SET premium_cents = 1 WHERE id = $1', [id]),
      ).rejects.toThrow('follow its versions');
      await expect(
        test.pool.query(
          `UPDATE contract_versions SET valid = daterange('2026-04-01', upper(valid))
           WHERE contract_id = $1 AND lower(valid) = '2026-03-01'`,
          [id],
        ),
      ).rejects.toMatchObject({ constraint: 'contract_versions_gapless' });
      await test.pool.query(
        'UPDATE contract_versions SET premium_cents = 77 WHERE contract_id = $1 AND upper(valid) = $2',
        [id, '2027-01-01'],
      );
      expect(await read(id)).toMatchObject({ premiumCents: 77 });
    });

    it('refuses a second version that binds the car, whoever writes it', async () => {
      const { id } = await endorsed();
      const other = await enter({ status: 'quote' });
      await expect(
        test.pool.query('UPDATE contract_versions SET binding = true WHERE contract_id = $1', [
          other.id,
        ]),
      ).rejects.toMatchObject({ constraint: 'contract_versions_no_overlap' });
      expect(id).not.toBe(other.id);
    });
  });
});
