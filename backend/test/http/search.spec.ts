import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { call, faults } from './call.js';

interface Found {
  readonly clients: readonly { id: string; name: string; email: string; phone?: string }[];
  readonly spelledAlike: boolean;
  readonly vehicles: readonly { id: string; plate: string; model: string; clientName: string }[];
  readonly contracts: readonly { id: string; number: string; clientName: string; plate: string }[];
}

describe('the search box', () => {
  let test: TestApp;
  let cookie: string;

  beforeAll(async () => {
    test = await TestApp.start();
    cookie = await test.loggedInAs('employee');
    const amelie = await client('Amélie', 'Lefèvre', '+33 6 12 34 56 78');
    await client('Hugo', 'Lefèvre-Martin');
    await client('Martin', 'Zola');
    await client('Zoé', 'Martin');
    await client('Ana', 'Öztürk');
    const two = await client('Two', 'Numbers', '+33655443322');
    await test.pool.query('UPDATE clients SET other_phones = $2 WHERE id = $1', [
      two,
      ['+442079460018', '+33478776655'],
    ]);
    for (let number = 0; number < 12; number++) await client('Jean', `Nombreux${number}`);
    const clio = await vehicle(amelie, 'AB-123-CD', 'Renault', 'Clio');
    await vehicle(amelie, 'EF-123-GH', 'Citroën', 'C3');
    await contract('NC-2026-000123', amelie, clio);
  });
  afterAll(() => test.close());

  it.each([
    ['Lefèvre', ['Amélie Lefèvre', 'Hugo Lefèvre-Martin']],
    ['  lefevre   AMELIE ', ['Amélie Lefèvre']],
    ['ozturk', ['Ana Öztürk']],
    ['amelie.lefevre@', ['Amélie Lefèvre']],
    ['Le', ['Amélie Lefèvre', 'Hugo Lefèvre-Martin']],
    ['06 12 34 56', ['Amélie Lefèvre']],
    ['0033 6 12 34', ['Amélie Lefèvre']],
    ['345678', ['Amélie Lefèvre']],
    ['%', []],
    ["'; DROP TABLE clients; --", []],
    ['Nobody', []],
  ])('finds clients by “%s”', async (q, names) => {
    expect((await find(q)).clients.map(({ name }) => name)).toEqual(names);
  });

  it('finds companies by their name, in whole or by its beginning', async () => {
    const told = { kind: 'company', companyName: 'Xylofret & Fils', email: 'x@fret.example' };
    await call(test, 'POST /api/clients', { cookie, body: told });
    for (const q of ['xylofret', 'FILS xylo', 'Xy']) {
      expect((await find(q)).clients).toMatchObject([{ name: 'Xylofret & Fils' }]);
    }
  });

  it.each([
    ['main', '0655443322', '+33655443322'],
    ['another', '04 78 77 66', '+33478776655'],
    ['each', '4433', '+33655443322'],
  ])('shows the number that was looked for: %s', async (_, q, phone) => {
    expect((await find(q)).clients).toMatchObject([{ name: 'Two Numbers', phone }]);
  });

  it('names first who is called exactly so', async () => {
    const names = (await find('martin')).clients.map(({ name }) => name);
    expect(names).toEqual(['Zoé Martin', 'Hugo Lefèvre-Martin', 'Martin Zola']);
  });

  it.each(['Lefevbre', 'lfevre', 'Leffevre', 'amelei lefvre'])(
    'forgives a slip: “%s”, and says so',
    async (q) => {
      const { clients, spelledAlike } = await find(q);
      expect(clients[0]?.name).toBe('Amélie Lefèvre');
      expect(spelledAlike).toBe(true);
    },
  );

  it('does not guess where something is spelt so', async () => {
    expect((await find('lefevre')).spelledAlike).toBe(false);
    expect((await find('clio')).spelledAlike).toBe(false);
  });

  it.each([
    ['AB-123-CD', ['AB-123-CD']],
    ['ab123', ['AB-123-CD']],
    ['123', ['AB-123-CD', 'EF-123-GH']],
    ['ab 12', ['AB-123-CD']],
    ['citroen', ['EF-123-GH']],
    ['renault clio', ['AB-123-CD']],
  ])('finds vehicles by “%s”', async (q, plates) => {
    expect((await find(q)).vehicles.map(({ plate }) => plate)).toEqual(plates);
  });

  it.each(['NC-2026-000123', 'nc-2026', '000123', 'nc'])('finds contracts by “%s”', async (q) => {
    expect((await find(q)).contracts).toEqual([
      {
        id: expect.any(String) as string,
        number: 'NC-2026-000123',
        status: 'active',
        clientName: 'Amélie Lefèvre',
        plate: 'AB-123-CD',
      },
    ]);
  });

  it.each(['lefevre', 'amelei lefvre', '06 12 34 56'])(
    'shows what the clients have who were found by “%s”',
    async (q) => {
      const { vehicles, contracts } = await find(q);
      expect(vehicles.map(({ plate }) => plate)).toEqual(['AB-123-CD', 'EF-123-GH']);
      expect(contracts.map(({ number }) => number)).toEqual(['NC-2026-000123']);
    },
  );

  it('shows eight of a kind at most', async () => {
    expect((await find('nombreux')).clients).toHaveLength(8);
  });

  it('finds nothing for blanks, and refuses no words and too many', async () => {
    expect(await find('   ')).toEqual({
      clients: [],
      spelledAlike: false,
      vehicles: [],
      contracts: [],
    });
    const ask = (q: string) => call(test, `GET /api/search?${q}`, { cookie });
    expect(faults(await ask('q='))).toEqual(['/q minLength']);
    expect(faults(await ask(`q=${'x'.repeat(101)}`))).toEqual(['/q maxLength']);
    expect((await ask('')).status).toBe(400);
  });

  async function find(q: string): Promise<Found> {
    const answer = await call(test, `GET /api/search?q=${encodeURIComponent(q)}`, { cookie });
    expect(answer.status).toBe(200);
    return answer.body as Found;
  }

  async function client(firstName: string, lastName: string, phone?: string): Promise<string> {
    const plain = `${firstName}.${lastName}`.normalize('NFD').replace(/[^\w.-]/g, '');
    const { rows } = await test.pool.query<{ id: string }>(
      'INSERT INTO clients (first_name, last_name, email, phone) VALUES ($1, $2, $3, $4) RETURNING id',
      [firstName, lastName, `${plain.toLowerCase()}@example.fr`, phone ?? null],
    );
    return rows[0]!.id;
  }

  async function vehicle(
    clientId: string,
    plate: string,
    make: string,
    model: string,
  ): Promise<string> {
    const carId = randomUUID().replaceAll('-', '').repeat(2);
    const { rows } = await test.pool.query<{ id: string }>(
      `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [clientId, `VF1SEARCH${carId.slice(0, 8).toUpperCase()}`, carId, plate, make, model],
    );
    return rows[0]!.id;
  }

  async function contract(number: string, clientId: string, vehicleId: string): Promise<void> {
    const answer = await call(test, 'POST /api/contracts', {
      cookie,
      body: {
        number,
        clientId,
        vehicleId,
        formula: 'comprehensive',
        status: 'active',
        startsOn: '2026-01-01',
        premiumCents: 50_000,
      },
    });
    expect(answer.status).toBe(201);
  }
});
