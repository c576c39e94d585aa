import { TestApp } from './app-harness.js';
import { call } from './call.js';

/** More than a search counts. */
const CLIENTS = 10_020;
/** Of these so many have a car, and each car a contract. */
const CARS = 130;

interface Listed {
  readonly items: readonly { readonly id: string; readonly plate?: string }[];
  readonly total: number;
  readonly totalAtLeast?: boolean;
}

describe('lists of many', () => {
  let test: TestApp;
  let cookie: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
    await test.pool.query(
      `INSERT INTO clients (first_name, last_name, email)
       SELECT (ARRAY['Marie', 'Émile', 'Jean-Marc'])[n % 3 + 1], 'Dupont', 'dupont' || n || '@many.example'
       FROM generate_series(1, ${CLIENTS}) AS n`,
    );
    await test.pool.query(
      `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model, year, fuel, inspection_due_on)
       SELECT id, 'VF1MANY0X' || lpad(n::text, 8, '0'), encode(sha256(n::text::bytea), 'hex'),
         'MX-' || lpad(n::text, 3, '0') || '-MX', (ARRAY['Renault', 'Kia'])[n % 2 + 1], 'Clio', 2020, 'petrol',
         CASE WHEN n % 4 > 0 THEN date '2027-01-01' + n / 3 END
       FROM (SELECT id, (row_number() OVER (ORDER BY email))::int AS n FROM clients ORDER BY email LIMIT ${CARS}) AS owner`,
    );
    await test.pool.query(
      `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, premium_cents)
       SELECT 'MANY-' || plate, client_id, id, 'comprehensive', 'active', '2026-01-01', 50000 FROM vehicles`,
    );
  });
  afterAll(() => test.close());

  const list = async (path: string): Promise<Listed> => {
    const answer = await call(test, `GET /api/${path}`, { cookie });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.body as Listed;
  };

  it('counts all that there are, and of a search as far as anybody turns pages', async () => {
    const all = await list('clients');
    expect([all.total >= CLIENTS, all.totalAtLeast]).toEqual([true, undefined]);
    expect(await list('clients?search=%20')).toMatchObject({ total: all.total });
    const found = await list('clients?search=dupont');
    expect([found.items.length, found.total, found.totalAtLeast]).toEqual([25, 10_000, true]);
    const few = await list('clients?search=emile%20dupont');
    expect([few.total, few.totalAtLeast]).toEqual([CLIENTS / 3, undefined]);
  });

  it.each([
    ['vehicles', ['plate', 'make', 'model', 'createdAt', 'inspectionDueOn']],
    ['contracts', ['number', 'startsOn', 'endsOn', 'premiumCents', 'createdAt']],
  ] as const)('shows each of the %s once, whatever the order', async (what, sorts) => {
    for (const sort of sorts.flatMap((field) => [field, `-${field}`])) {
      const pages = await Promise.all(
        [1, 2, 3].map((page) => list(`${what}?sort=${sort}&page=${page}&pageSize=50`)),
      );
      const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect([sort, pages[0]!.total, ids.length, new Set(ids).size]).toEqual([
        sort,
        CARS,
        CARS,
        CARS,
      ]);
    }
    expect(await list(`${what}?page=4&pageSize=50`)).toMatchObject({ items: [], total: CARS });
  });

  it('puts vehicles in their order, those without an inspection last', async () => {
    const plates = (await list('vehicles?sort=-plate')).items.map(({ plate }) => plate);
    expect(plates).toEqual([...plates].sort().reverse());
    for (const sort of ['inspectionDueOn', '-inspectionDueOn']) {
      const { items } = await list(`vehicles?sort=${sort}&pageSize=100`);
      const days = items.map((each) => (each as { inspectionDueOn?: string }).inspectionDueOn);
      const dated = days.filter((day) => day !== undefined);
      expect(days.slice(0, dated.length)).toEqual(dated);
      expect(dated).toEqual(sort.startsWith('-') ? [...dated].sort().reverse() : [...dated].sort());
    }
  });

  it.each([
    ['vehicles?search=clio', CARS],
    ['vehicles?search=dupont', CARS],
    ['vehicles?search=dupont%20kia', CARS / 2],
    ['vehicles?search=mx-007', 1],
    ['contracts?search=many-mx-007', 1],
    ['contracts?search=dupont%20clio&status=active', CARS],
    ['contracts?search=dupont&status=expired', 0],
    // The beginnings of words, and no more of them: "Émile" and "Dupont" hold an "m" and a "p", too.
    ['vehicles?search=ki', CARS / 2],
    ['vehicles?search=io', 0],
    ['vehicles?search=cl%20du', CARS],
    ['contracts?search=ma%20mx', CARS],
  ])('finds %s: %d', async (path, total) => {
    expect(await list(path)).toMatchObject({ total });
  });

  it('tells clients with a vehicle from those without, near and far', async () => {
    const [none, some] = [
      await list('clients?hasVehicle=false'),
      await list('clients?hasVehicle=true'),
    ];
    expect([some.total, none.total]).toEqual([CARS, (await list('clients')).total - CARS]);
    // 10 020 clients and the tests' own, less those with a car: the far page has none of them any more.
    const far = 'page=1001&pageSize=10';
    expect(await list(`clients?hasVehicle=true&${far}`)).toMatchObject({ items: [], total: CARS });
    expect(await list(`clients?hasVehicle=false&${far}`)).toMatchObject({ total: none.total });
  });

  it.each(['lastName', '-lastName', 'email', '-createdAt'])(
    'has the same last page, come to from either end, by %s',
    async (sort) => {
      const { total } = await list('clients');
      const opposite = sort.startsWith('-') ? sort.slice(1) : `-${sort}`;
      const idsOf = ({ items }: Listed): string[] => items.map(({ id }) => id);
      const last = Math.ceil(total / 10);
      const far = idsOf(await list(`clients?sort=${sort}&page=${last - 1}&pageSize=10`));
      const end = idsOf(await list(`clients?sort=${sort}&page=${last}&pageSize=10`));
      const near = idsOf(await list(`clients?sort=${opposite}&pageSize=20`)).reverse();
      expect([far.length, ...far, ...end]).toEqual([10, ...near.slice(-10 - end.length)]);
    },
  );

  it('knows a name of two parts by the second one', async () => {
    const { total } = await list('clients?search=ma%20du&kind=person');
    // Marie and Jean-Marc.
    expect(total).toBe((CLIENTS / 3) * 2);
  });

  it('finds what belongs to somebody by their new name at once, and by the old one no more', async () => {
    const totals = async (...words: string[]): Promise<number[]> => {
      const lists = words.flatMap((word) => [
        `vehicles?search=${word}`,
        `contracts?search=${word}`,
      ]);
      return (await Promise.all(lists.map(list))).map(({ total }) => total);
    };
    const change = async (path: string, body: object): Promise<void> => {
      const { version } = (await call(test, `GET /api/${path}`, { cookie })).body as {
        version: number;
      };
      const answer = await call(test, `PATCH /api/${path}`, { cookie, body: { ...body, version } });
      expect(answer.status).toBe(200);
    };
    const [vehicle] = (await list('vehicles?search=mx-042')).items as unknown as [
      { id: string; clientId: string; version: number },
    ];
    const owner = await call(test, `GET /api/clients/${vehicle.clientId}`, { cookie });
    const before = encodeURIComponent((owner.body as { firstName: string }).firstName);
    expect(await totals(`mx-042%20${before}`)).toEqual([1, 1]);
    await change(`clients/${vehicle.clientId}`, { firstName: 'Quévremont' });
    expect(await totals('quevremont', `mx-042%20${before}`)).toEqual([1, 1, 0, 0]);

    await change(`vehicles/${vehicle.id}`, { plate: 'ZZ-777-ZZ' });
    expect(await totals('zz777', 'mx-042')).toEqual([1, 1, 0, 1]);

    // The contract stays its client's, the vehicle goes to another.
    const other = await test.createClient();
    await test.pool.query('UPDATE vehicles SET client_id = $2 WHERE id = $1', [vehicle.id, other]);
    expect(await totals('quevremont%20zz777')).toEqual([0, 1]);
  });
});
