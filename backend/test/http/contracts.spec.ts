import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { filled, notOkBodies, okBodies } from './bodies.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createVehicle, type TestVehicle } from './test-device.js';

describe('contracts', () => {
  let test: TestApp;
  let cookie: string;
  let vehicle: TestVehicle;
  let foreign: TestVehicle;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: Date.UTC(2026, 10, 24, 10) });
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    vehicle = await createVehicle(test);
    foreign = await createVehicle(test);
  });

  const create = (body: unknown): Promise<Answer> =>
    call(test, 'POST /api/contracts', { cookie, body });
  const list = (query: string, as = cookie): Promise<Answer> =>
    call(test, `GET /api/contracts?${query}`, { cookie: as });
  const numbers = ({ body }: Answer): string[] =>
    (body as { items: { number: string }[] }).items.map((one) => one.number);
  const ids = (): Record<string, string> => ({
    clientId: vehicle.clientId,
    vehicleId: vehicle.id,
    foreignVehicleId: foreign.id,
  });
  const contract = (changes: object = {}): object => ({
    clientId: vehicle.clientId,
    vehicleId: vehicle.id,
    formula: 'comprehensive',
    status: 'active',
    startsOn: '2026-01-01',
    premiumCents: 58_400,
    ...changes,
  });

  describe('are entered', () => {
    it.each(okBodies('contract'))('ok: $name', async ({ body, answer }) => {
      const created = await create(filled(body, ids()));
      expect(created.status).toBe(201);
      expect(created.body).toMatchObject({
        ...answer,
        clientId: vehicle.clientId,
        vehicleId: vehicle.id,
      });
      const { id } = created.body as { id: string };
      expect((await call(test, `GET /api/contracts/${id}`, { cookie })).body).toEqual(created.body);
    });

    it.each(notOkBodies('contract'))('not ok: $name', async ({ body, faults: expected }) => {
      const answer = await create(filled(body, ids()));
      expect(answer.status).toBe(400);
      expect(faults(answer)).toEqual(expected);
    });

    it('under the next number, also when somebody took it by hand', async () => {
      const first = (await create(contract())).body as { number: string };
      expect(first.number).toMatch(/^NC-2026-\d{6}$/);
      const ordinal = Number(first.number.slice(-6));
      const number = (next: number): string => `NC-2026-${String(next).padStart(6, '0')}`;
      expect(
        (await create(contract({ status: 'quote', number: number(ordinal + 1) }))).status,
      ).toBe(201);
      expect((await create(contract({ status: 'quote' }))).body).toMatchObject({
        number: number(ordinal + 2),
      });
    });

    it('once a number', async () => {
      await create(contract({ number: 'ONCE-1' }));
      const answer = await create(contract({ number: 'ONCE-1', status: 'quote' }));
      expect(refusal(answer)).toBe('409 CONTRACT.NUMBER_TAKEN');
      expect(faults(answer)).toEqual(['/number CONTRACT.NUMBER_TAKEN']);
    });
  });

  describe('cover a vehicle once at a time', () => {
    beforeEach(() => create(contract({ startsOn: '2026-01-01', endsOn: '2027-01-01' })));

    it.each([
      ['the same period', '2026-01-01', '2027-01-01', 'active'],
      ['the last day', '2026-12-31', undefined, 'active'],
      ['a period around it', '2025-01-01', undefined, 'suspended'],
    ])('not in %s', async (_, startsOn, endsOn, status) => {
      const answer = await create(contract({ startsOn, endsOn, status }));
      expect(refusal(answer)).toBe('409 CONTRACT.OVERLAP');
      expect(faults(answer)).toEqual(['/startsOn CONTRACT.OVERLAP']);
    });

    it.each([
      ['the day on which the other ends', '2027-01-01', undefined, 'active'],
      ['the day before the other starts', '2025-06-01', '2026-01-01', 'active'],
      ['the same period, as a quote', '2026-01-01', '2027-01-01', 'quote'],
      ['the same period, when it is over', '2026-01-01', '2027-01-01', 'terminated'],
    ])('but in %s', async (_, startsOn, endsOn, status) => {
      expect((await create(contract({ startsOn, endsOn, status }))).status).toBe(201);
    });

    it('also when two are entered at the same time', async () => {
      const period = { startsOn: '2030-01-01', endsOn: '2031-01-01' };
      const answers = await Promise.all([create(contract(period)), create(contract(period))]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    });
  });

  describe('are read and listed', () => {
    it('by their client, and by no other', async () => {
      const owner = await test.createAccount('client', vehicle.clientId);
      const own = await test.login(owner.email);
      const { id, number } = (await create(contract())).body as { id: string; number: string };
      expect((await call(test, `GET /api/contracts/${id}`, { cookie: own })).status).toBe(200);
      expect(numbers(await list('', own))).toEqual([number]);
      const other = await test.loggedInAs('client');
      expect(refusal(await call(test, `GET /api/contracts/${id}`, { cookie: other }))).toBe(
        '404 CONTRACT.NOT_FOUND',
      );
      expect(numbers(await list('', other))).toEqual([]);
      expect(numbers(await list(`clientId=${vehicle.clientId}`, other))).toEqual([]);
      expect(refusal(await call(test, `GET /api/contracts/${randomUUID()}`, { cookie }))).toBe(
        '404 CONTRACT.NOT_FOUND',
      );
    });

    it('sorted, filtered and found', async () => {
      await create(
        contract({
          number: `FIND-${vehicle.series}-A`,
          startsOn: '2024-01-01',
          endsOn: '2025-01-01',
        }),
      );
      await create(
        contract({ number: `FIND-${vehicle.series}-B`, startsOn: '2026-01-01', premiumCents: 100 }),
      );
      const byVehicle = `vehicleId=${vehicle.id}`;
      const [a, b] = [`FIND-${vehicle.series}-A`, `FIND-${vehicle.series}-B`];
      expect(numbers(await list(`${byVehicle}&sort=startsOn`))).toEqual([a, b]);
      expect(numbers(await list(`${byVehicle}&sort=-startsOn`))).toEqual([b, a]);
      expect(numbers(await list(`${byVehicle}&sort=premiumCents`))).toEqual([b, a]);
      expect(numbers(await list(`${byVehicle}&sort=number&pageSize=1&page=2`))).toEqual([b]);
      expect(numbers(await list(`${byVehicle}&status=quote`))).toEqual([]);
      expect((await list(`${byVehicle}&sort=startsOn`)).body).toMatchObject({
        items: [
          { number: a, clientName: 'Ada Test', plate: vehicle.plate },
          { number: b, clientName: 'Ada Test', plate: vehicle.plate },
        ],
      });
      expect(numbers(await list(`search=find-${vehicle.series}-b`))).toEqual([b]);
      expect(numbers(await list(`search=${vehicle.plate.toLowerCase()}&sort=number`))).toEqual([
        a,
        b,
      ]);
      expect(numbers(await list(`search=test ${vehicle.plate}&sort=number`))).toEqual([a, b]);
    });
  });
});
