import { readCsv, type CsvTable } from '../../src/csv/read-csv.js';
import { TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
import { checked, faultsOf } from './imports.js';
import { createVehicle, type TestVehicle } from './test-device.js';

describe('exports', () => {
  let test: TestApp;
  let cookie: string;
  let vehicle: TestVehicle;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: Date.UTC(2026, 10, 24, 10) });
    cookie = await test.loggedInAs('employee');
    vehicle = await createVehicle(test);
    await test.pool.query(
      `INSERT INTO clients (first_name, last_name, email, birth_date, phone, address)
       SELECT 'Zoé', 'Export' || lpad(n::text, 4, '0'), 'export-' || n || '@example.fr', '1985-04-23',
         '+33612345678', '{"line1": "=1+1", "postcode": "69003", "city": "Lyon"}'
       FROM generate_series(1, 1203) n`,
    );
    await test.pool.query(
      `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, ends_on, premium_cents,
         bonus_malus, options)
       VALUES ('X-1', $1, $2, 'comprehensive', 'active', '2026-01-01', '2027-01-01', 58420, 0.76, '{glass}'),
              ('X-2', $1, $2, 'third-party', 'quote', '2027-01-01', NULL, 1, NULL, '{}')`,
      [vehicle.clientId, vehicle.id],
    );
  });
  afterAll(() => test.close());

  const text = async (what: string, as = cookie): Promise<string> => {
    const answer = await fetch(`${test.origin}/api/exports/${what}`, { headers: { cookie: as } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="\w+\.csv"$/);
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer());
  };
  const table = async (what: string): Promise<CsvTable> =>
    (await readCsv(Buffer.from(await text(what)), 10_000)) as CsvTable;

  it('hold all that match in the order of the list, more than one batch of them', async () => {
    const { rows } = await table('clients?search=export&sort=-lastName&columns=lastName,email');
    expect(rows).toHaveLength(1203);
    expect(rows[0]?.cells).toEqual(['Export1203', 'export-1203@example.fr']);
    expect(rows.at(-1)?.cells).toEqual(['Export0001', 'export-1@example.fr']);
  });

  it('let no spreadsheet compute, and open with a double click', async () => {
    const file = await text('clients?search=export0007&columns=lastName,line1,birthDate,kind');
    expect(file).toBe(
      "\uFEFFNom;Adresse;Date de naissance;Type\r\nExport0007;'=1+1;23/04/1985;personne\r\n",
    );
  });

  it('are written in French or in English', async () => {
    const columns = 'columns=number,formula,options,premium,bonusMalus,startsOn';
    expect((await text(`contracts?search=X-1&${columns}`)).split('\r\n')[1]).toBe(
      'X-1;tous risques;bris de glace;584,20;0,76;01/01/2026',
    );
    expect((await text(`contracts?search=X-1&${columns}&language=en`)).split('\r\n')).toEqual([
      '\uFEFFContract number;Formula;Extras;Yearly premium (€);No-claims coefficient;Starts on',
      'X-1;comprehensive;glass;584.20;0.76;2026-01-01',
      '',
    ]);
  });

  it('hold all telephone numbers of a client, as an import takes them', async () => {
    await test.pool.query(
      `UPDATE clients SET other_phones = '{+33478123456,+442079460018}' WHERE email = 'export-8@example.fr'`,
    );
    const { header, rows } = await table('clients?search=export0008&columns=phone,otherPhones');
    expect([header, rows[0]?.cells]).toEqual([
      ['Téléphone', 'Autres téléphones'],
      ['+33612345678', '+33478123456, +442079460018'],
    ]);
  });

  it('hold only those that were chosen', async () => {
    const { rows } = await table('contracts?status=quote&columns=number');
    expect(rows.map(({ cells }) => cells)).toEqual([['X-2']]);
    const all = await call(test, 'GET /api/contracts?sort=number', { cookie });
    const [first] = (all.body as { items: { id: string }[] }).items;
    const chosen = await table(`contracts?ids=${first!.id}&columns=number`);
    expect(chosen.rows.map(({ cells }) => cells)).toEqual([['X-1']]);
  });

  it('of vehicles hold no VIN, also when their state is looked for', async () => {
    const file = await text('vehicles?state=never');
    expect(file).toContain(vehicle.plate);
    expect(file).not.toContain('VF1TEST');
  });

  it('of clients are understood by the import', async () => {
    for (const language of ['fr', 'en']) {
      const file = await text(`clients?search=export0008&language=${language}`);
      const one = await checked(test, cookie, 'clients', file);
      expect(await faultsOf(test, cookie, one.id)).toEqual([
        expect.stringMatching(/^2 E-mail.*=export-8@example\.fr CLIENT\.EMAIL_TAKEN$/),
      ]);
    }
  });

  it('leave a line in the audit trail', async () => {
    await text('clients?search=export0009&columns=email');
    const { rows } = await test.pool.query(
      'SELECT verb, kind, object_id, after FROM audit_entries ORDER BY seq DESC LIMIT 1',
    );
    expect(rows).toEqual([
      {
        verb: 'download',
        kind: 'client',
        object_id: 'list',
        after: { records: 1, columns: ['email'], search: 'export0009', sort: 'lastName' },
      },
    ]);
  });

  it.each([
    ['clients?columns=vin', ['/columns isIn']],
    ['vehicles?columns=vin', ['/columns isIn']],
    ['contracts?ids=1', ['/ids isUuid']],
    ['clients?language=de', ['/language isIn']],
    ['clients?sort=birthDate', ['/sort isIn']],
  ])('refuse %s', async (what, found) => {
    const answer = await call(test, `GET /api/exports/${what}`, { cookie });
    expect(refusal(answer)).toBe('400 REQUEST.INVALID');
    expect(faults(answer)).toEqual(found);
  });

  it('renew several contracts together, each by itself', async () => {
    const { body } = await call(test, 'GET /api/contracts?sort=number', { cookie });
    const [due, quote] = (body as { items: { id: string; version: number }[] }).items;
    const renew = (items: unknown) =>
      call(test, 'POST /api/contracts/renewals', { cookie, body: { items } });
    const answer = await renew([
      { id: due!.id, version: 99 },
      { id: due!.id, version: due!.version },
      { id: due!.id, version: due!.version },
      { id: quote!.id, version: quote!.version },
      { id: vehicle.id, version: 1 },
    ]);
    expect(answer.body).toEqual({
      items: [
        { id: due!.id, code: 'RECORD.CHANGED_MEANWHILE' },
        { id: due!.id, followerId: expect.any(String) as string },
        { id: due!.id, code: 'RECORD.CHANGED_MEANWHILE' },
        { id: quote!.id, code: 'CONTRACT.NOT_DUE' },
        { id: vehicle.id, code: 'CONTRACT.NOT_FOUND' },
      ],
    });
    const { followerId } = (answer.body as { items: { followerId?: string }[] }).items[1]!;
    const follower = await call(test, `GET /api/contracts/${followerId}`, { cookie });
    expect(follower.body).toMatchObject({ startsOn: '2027-01-01', renewalOf: due!.id });
    const version = (follower.body as { version: number }).version;
    expect((await renew([{ id: followerId, version }])).body).toMatchObject({
      items: [{ code: 'CONTRACT.NOT_DUE' }],
    });
    expect(refusal(await renew([]))).toBe('400 REQUEST.INVALID');
  });
});
