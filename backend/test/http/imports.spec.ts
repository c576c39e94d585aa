import { randomUUID } from 'node:crypto';
import { TestApp } from './app-harness.js';
import { call, faults, refusal } from './call.js';
import {
  checked,
  ended,
  executed,
  faultsOf,
  handIn,
  sendForm,
  type TestImport,
  until,
} from './imports.js';
import { createVehicle, type TestVehicle } from './test-device.js';

/** Whether somebody waits for another's vehicle that is not committed yet. */
const WAITS_TO_INSERT = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'
  AND query LIKE 'INSERT INTO "vehicles"%' AND datname = current_database()`;

describe('imports', () => {
  let test: TestApp;
  let cookie: string;
  let vehicle: TestVehicle;
  let ownerEmail: string;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: Date.UTC(2026, 10, 24, 10) });
    cookie = await test.loggedInAs('employee');
    vehicle = await createVehicle(test);
    const other = await createVehicle(test);
    const { rows } = await test.pool.query<{ email: string }>(
      'SELECT email FROM clients WHERE id = $1',
      [vehicle.clientId],
    );
    ownerEmail = rows[0]!.email;
    await test.pool.query(
      `INSERT INTO clients (first_name, last_name, email, birth_date)
       VALUES ('Amélie', 'Lefèvre', 'known@example.fr', '1985-04-23')`,
    );
    await test.pool.query(
      `INSERT INTO contracts (number, client_id, vehicle_id, formula, status, starts_on, ends_on, premium_cents)
       VALUES ('KNOWN-1', $1, $2, 'comprehensive', 'active', '2026-01-01', '2027-01-01', 1)`,
      [vehicle.clientId, vehicle.id],
    );
    await test.pool.query(
      "UPDATE vehicles SET plate = 'ZZ-001-ZZ', plate_country = 'FR' WHERE id = $1",
      [other.id],
    );
    await test.pool.query(
      "UPDATE vehicles SET plate = 'ZZ-002-ZZ', plate_country = 'FR' WHERE id = $1",
      [vehicle.id],
    );
  });
  afterAll(() => test.close());

  const count = async (table: string): Promise<number> =>
    Number(
      (await test.pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`)).rows[0]!.count,
    );
  const clientsNamed = async (search: string): Promise<number> => {
    const { body } = await call(test, `GET /api/clients?search=${search}`, { cookie });
    return (body as { total: number }).total;
  };

  /** Vehicles as the live fleet knows them. */
  const fleetSize = async (): Promise<number> => {
    const { body } = await call(test, 'GET /api/fleet', { cookie });
    return (body as { counts: { total: number } }).counts.total;
  };
  const statesOf = async (ids: readonly string[]): Promise<string[]> => {
    const { rows } = await test.pool.query<{ state: string }>(
      'SELECT state FROM imports WHERE id = ANY ($1) ORDER BY state',
      [ids],
    );
    return rows.map(({ state }) => state);
  };

  it('reach no further than whoever imports sees, and are theirs', async () => {
    const account = await test.createAccount('employee');
    await test.pool.query('UPDATE accounts SET portfolio_only = true WHERE id = $1', [account.id]);
    const own = await test.login(account.email);
    const vehicles = [
      'E-mail du client;Immatriculation;VIN;Marque;Modèle',
      `${ownerEmail};ZZ-003-ZZ;VF1PRTFL000000001;Renault;Clio`,
    ];
    const foreign = await checked(test, own, 'vehicles', vehicles.join('\n'));
    expect(await faultsOf(test, own, foreign.id)).toEqual([
      `2 E-mail du client=${ownerEmail} CLIENT.NOT_FOUND`,
    ]);
    const clients = ['Prénom;Nom;E-mail', 'Ida;Portefeuille;ida@portfolio.example'];
    const mine = await checked(test, own, 'clients', clients.join('\n'));
    await executed(test, own, mine.id);
    const { rows } = await test.pool.query(
      "SELECT responsible_id FROM clients WHERE email = 'ida@portfolio.example'",
    );
    expect(rows).toEqual([{ responsible_id: account.id }]);
  });

  describe('find what is wrong', () => {
    const CLIENTS =
      'Type;Prénom;Nom;Raison sociale;SIREN;E-mail;Téléphone;Date de naissance;Code postal;Ville;Adresse;Homonyme confirmé';
    const VEHICLES =
      'E-mail du client;Immatriculation;Pays;VIN;Marque;Modèle;Année;Énergie;Première immatriculation;Contrôle technique';
    const CONTRACTS =
      'E-mail du client;Immatriculation;Numéro;Formule;Options;Bonus-malus;État;Début;Fin;Prime';

    it.each<[what: string, kind: string, lines: readonly string[], found: readonly string[]]>([
      ['no e-mail', 'clients', [';A;B;;;;;;;;;'], ['2 E-mail required']],
      ['an e-mail that is none', 'clients', [';A;B;;;a@;;;;;;'], ['2 E-mail=a@ isEmail']],
      [
        'an e-mail that is known',
        'clients',
        [';A;B;;;Known@Example.fr;;;;;;'],
        ['2 E-mail=Known@Example.fr CLIENT.EMAIL_TAKEN'],
      ],
      [
        'an e-mail twice in the file',
        'clients',
        [';A;B;;;tw@example.fr;;;;;;', ';C;D;;;TW@example.fr;;;;;;'],
        ['3 E-mail=TW@example.fr IMPORT.TWICE_IN_FILE'],
      ],
      [
        'somebody who looks like another',
        'clients',
        [';Amelie;LEFEVRE;;;x1@example.fr;;23/04/1985;;;;'],
        ['2 Homonyme confirmé CLIENT.LOOKS_LIKE_DUPLICATE'],
      ],
      [
        'somebody who looks like another, which is known',
        'clients',
        [';Amelie;LEFEVRE;;;x1@example.fr;;23/04/1985;;;;oui'],
        [],
      ],
      [
        'two in the file who look alike',
        'clients',
        [';Zoé;Roy;;;x2@example.fr;;01/02/1990;;;;', ';zoe;ROY;;;x3@example.fr;;01/02/1990;;;;'],
        ['3 Homonyme confirmé CLIENT.LOOKS_LIKE_DUPLICATE'],
      ],
      [
        'a telephone number',
        'clients',
        [';A;B;;;x4@example.fr;12;;;;;'],
        ['2 Téléphone=12 isPhone'],
      ],
      [
        'a day that is none',
        'clients',
        [';A;B;;;x5@example.fr;;31/02/1990;;;;'],
        ['2 Date de naissance=31/02/1990 isDay'],
      ],
      [
        'a day ahead',
        'clients',
        [';A;B;;;x6@example.fr;;25/11/2026;;;;'],
        ['2 Date de naissance=25/11/2026 inFuture'],
      ],
      [
        'a postcode',
        'clients',
        [';A;B;;;x7@example.fr;;;6900;Lyon;1 rue A;'],
        ['2 Code postal=6900 isPostcode'],
      ],
      [
        'half an address',
        'clients',
        [';A;B;;;x8@example.fr;;;69003;;1 rue A;'],
        ['2 Ville required'],
      ],
      ['a kind', 'clients', ['martien;A;B;;;x9@example.fr;;;;;;'], ['2 Type=martien isIn']],
      [
        'a company without a name',
        'clients',
        ['société;;;;732829320;x10@example.fr;;;;;;'],
        ['2 Raison sociale required'],
      ],
      [
        'a SIREN',
        'clients',
        ['société;;;ACME;732829321;x11@example.fr;;;;;;'],
        ['2 SIREN=732829321 isSiren'],
      ],
      [
        'too many cells',
        'clients',
        [';A;B;;;x12@example.fr;;;;;;;more'],
        ['2 - IMPORT.TOO_MANY_CELLS'],
      ],
      [
        'an unknown client',
        'vehicles',
        ['nobody@example.fr;AB-123-CD;;VF1BB1R0H12345678;Renault;Clio;;;;'],
        ['2 E-mail du client=nobody@example.fr CLIENT.NOT_FOUND'],
      ],
      ['a VIN', 'vehicles', ['{owner};AB-123-CD;;VF1IO;Renault;Clio;;;;'], ['2 VIN=VF1IO matches']],
      [
        'a VIN that is known',
        'vehicles',
        ['{owner};AB-123-CD;;{vin};Renault;Clio;;;;'],
        ['2 VIN={vin} VEHICLE.VIN_TAKEN'],
      ],
      [
        'a plate',
        'vehicles',
        ['{owner};IO-123-UU;;VF1BB1R0H12345678;Renault;Clio;;;;'],
        ['2 Immatriculation=IO-123-UU VEHICLE.PLATE_LETTERS'],
      ],
      [
        'a plate that is known',
        'vehicles',
        ['{owner};zz 002 zz;;VF1BB1R0H12345678;Renault;Clio;;;;'],
        ['2 Immatriculation=zz 002 zz VEHICLE.PLATE_TAKEN'],
      ],
      [
        'a plate twice in the file',
        'vehicles',
        [
          '{owner};AB-123-CD;;VF1BB1R0H12345678;Renault;Clio;;;;',
          '{owner};AB123CD;;VF1BB1R0H12345679;Renault;Clio;;;;',
        ],
        ['3 Immatriculation=AB123CD IMPORT.TWICE_IN_FILE'],
      ],
      [
        'the same plate of two countries',
        'vehicles',
        [
          '{owner};B-AB 123;Allemagne;VF1BB1R0H12345678;Renault;Clio;;;;',
          '{owner};B-AB 123;Belgique;VF1BB1R0H12345679;Renault;Clio;;;;',
        ],
        [],
      ],
      [
        'no make',
        'vehicles',
        ['{owner};AB-123-CD;;VF1BB1R0H12345678;;Clio;;;;'],
        ['2 Marque required'],
      ],
      [
        'a year',
        'vehicles',
        ['{owner};AB-123-CD;;VF1BB1R0H12345678;Renault;Clio;vingt;;;'],
        ['2 Année=vingt isInt'],
      ],
      [
        'a fuel',
        'vehicles',
        ['{owner};AB-123-CD;;VF1BB1R0H12345678;Renault;Clio;;vapeur;;'],
        ['2 Énergie=vapeur isIn'],
      ],
      [
        'registered ahead',
        'vehicles',
        ['{owner};AB-123-CD;;VF1BB1R0H12345678;Renault;Clio;;;01/12/2026;'],
        ['2 Première immatriculation=01/12/2026 VEHICLE.REGISTRATION_AHEAD'],
      ],
      [
        'inspected before',
        'vehicles',
        ['{owner};AB-123-CD;;VF1BB1R0H12345678;Renault;Clio;;;01/12/2020;01/12/2019'],
        ['2 Contrôle technique=01/12/2019 VEHICLE.INSPECTION_BEFORE_REGISTRATION'],
      ],
      [
        'an unknown vehicle',
        'contracts',
        ['{owner};AA-999-AA;;tiers;;;devis;01/01/2028;;584,20'],
        ['2 Immatriculation=AA-999-AA VEHICLE.NOT_FOUND'],
      ],
      [
        'a client and a vehicle that are both missing',
        'contracts',
        [';;;tiers;;;devis;01/01/2028;;584,20'],
        ['2 E-mail du client required', '2 Immatriculation required'],
      ],
      [
        'somebody else’s vehicle',
        'contracts',
        ['{owner};ZZ-001-ZZ;;tiers;;;devis;01/01/2028;;584,20'],
        ['2 Immatriculation=ZZ-001-ZZ CONTRACT.VEHICLE_OF_OTHER_CLIENT'],
      ],
      [
        'a number that is known',
        'contracts',
        ['{owner};ZZ-002-ZZ;KNOWN-1;tiers;;;devis;01/01/2028;;584,20'],
        ['2 Numéro=KNOWN-1 CONTRACT.NUMBER_TAKEN'],
      ],
      [
        'a number twice in the file',
        'contracts',
        [
          '{owner};ZZ-002-ZZ;N-1;tiers;;;devis;01/01/2028;;1',
          '{owner};ZZ-002-ZZ;N-1;tiers;;;devis;01/01/2028;;1',
        ],
        ['3 Numéro=N-1 IMPORT.TWICE_IN_FILE'],
      ],
      [
        'a contract at that time',
        'contracts',
        ['{owner};ZZ-002-ZZ;;tiers;;;actif;01/06/2026;;1'],
        ['2 Début=01/06/2026 CONTRACT.OVERLAP'],
      ],
      [
        'two of the file at one time',
        'contracts',
        [
          '{owner};ZZ-002-ZZ;;tiers;;;actif;01/06/2027;01/06/2028;1',
          '{owner};ZZ-002-ZZ;;tiers;;;actif;01/01/2028;;1',
        ],
        ['3 Début=01/01/2028 CONTRACT.OVERLAP'],
      ],
      [
        'an end before the start',
        'contracts',
        ['{owner};ZZ-002-ZZ;;tiers;;;actif;01/06/2028;01/06/2027;1'],
        ['2 Fin=01/06/2027 CONTRACT.ENDS_BEFORE_START'],
      ],
      [
        'a formula',
        'contracts',
        ['{owner};ZZ-002-ZZ;;gratuit;;;devis;01/01/2028;;1'],
        ['2 Formule=gratuit isIn'],
      ],
      [
        'an option',
        'contracts',
        ['{owner};ZZ-002-ZZ;;tiers;vol et incendie, magie;;devis;01/01/2028;;1'],
        ['2 Options=vol et incendie, magie isIn'],
      ],
      [
        'a bonus-malus',
        'contracts',
        ['{owner};ZZ-002-ZZ;;tiers;;0,4;devis;01/01/2028;;1'],
        ['2 Bonus-malus=0,4 min'],
      ],
      [
        'a premium',
        'contracts',
        ['{owner};ZZ-002-ZZ;;tiers;;;devis;01/01/2028;;1.584,20'],
        ['2 Prime=1.584,20 isInt'],
      ],
      ['no start', 'contracts', ['{owner};ZZ-002-ZZ;;tiers;;;devis;;;1'], ['2 Début required']],
    ])('%s (%s)', async (_, kind, lines, found) => {
      const names = { clients: CLIENTS, vehicles: VEHICLES, contracts: CONTRACTS };
      const { rows } = await test.pool.query<{ vin: string }>(
        'SELECT vin FROM vehicles WHERE id = $1',
        [vehicle.id],
      );
      const fill = (text: string): string =>
        text.replaceAll('{owner}', ownerEmail).replaceAll('{vin}', rows[0]!.vin);
      const header = names[kind as keyof typeof names];
      const before = await count(kind);
      const one = await checked(test, cookie, kind, [header, ...lines.map(fill)].join('\r\n'));
      expect(await faultsOf(test, cookie, one.id)).toEqual(found.map(fill));
      expect(one).toMatchObject({
        step: 'check',
        state: found.length > 0 ? 'faulty' : 'ready',
        linesTotal: lines.length,
        linesDone: lines.length,
        faults: found.length,
      });
      expect(await count(kind)).toBe(before);
    });

    it.each<[what: string, file: string | Buffer, found: readonly string[]]>([
      ['no lines', 'E-mail;Nom;Prénom\n', ['- - CSV.EMPTY']],
      ['a spreadsheet itself', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), ['- - CSV.NOT_TEXT']],
      ['a quote that stays open', 'E-mail;Nom\n"a;b\n', ['2 - CSV.QUOTE']],
      ['a needed column that is missing', 'Nom;Prénom\nA;B\n', ['- email IMPORT.COLUMN_MISSING']],
      ['a column twice', 'E-mail;Courriel;Nom\na;b;c\n', ['- Courriel IMPORT.COLUMN_REPEATED']],
      [
        'further telephone numbers, all in one cell',
        'Prénom;Nom;E-mail;Téléphone;Autres téléphones\n' +
          'A;B;p1@example.fr;0612345678;"0478123456; 12"\nA;B;p2@example.fr;0612345678;0612345678\n',
        ['2 Autres téléphones=0478123456; 12 isPhone', '3 Autres téléphones=0612345678 repeated'],
      ],
      ['no header', 'a@b.fr;Rossi\nc@d.fr;Roy\n', ['- a@b.fr | Rossi IMPORT.NO_HEADER']],
      ['too many lines', `E-mail\n${'x\n'.repeat(10_001)}`, ['10002 - CSV.TOO_MANY_LINES']],
    ])('%s', async (_, file, found) => {
      const one = await checked(test, cookie, 'clients', file);
      expect(one.state).toBe('faulty');
      expect(await faultsOf(test, cookie, one.id)).toEqual(found);
    });

    it('with the lines to be mended beside it, and page by page', async () => {
      const file = 'E-mail;Nom;Prénom;Humeur\nok@example.fr;A;B;x\na@;C;D;y\nb@;;E;z\n';
      const { id, ignoredColumns } = await checked(test, cookie, 'clients', file);
      expect(ignoredColumns).toEqual(['Humeur']);
      const { body } = await call(test, `GET /api/imports/${id}/faulty-lines`, { cookie });
      expect(body).toMatchObject({
        header: ['E-mail', 'Nom', 'Prénom', 'Humeur'],
        lines: [
          { line: 3, cells: ['a@', 'C', 'D', 'y'], faults: [{ code: 'isEmail' }] },
          {
            line: 4,
            cells: ['b@', '', 'E', 'z'],
            faults: [{ code: 'isEmail' }, { code: 'required' }],
          },
        ],
      });
      const page = await call(test, `GET /api/imports/${id}/faults?page=2&pageSize=2`, { cookie });
      expect(page.body).toMatchObject({ items: [{ line: 4 }], total: 3, page: 2, pageSize: 2 });
    });
  });

  it('enter everything, once, under the person’s name', async () => {
    const utf8 =
      'Prénom;Nom;E-mail;Téléphone;Autres téléphones\n' +
      'Zoé;Œuvrard;imp-1@example.fr;06 12 34 56 78;04 78 12 34 56, +44 20 7946 0018\n';
    const { id, state } = await checked(test, cookie, 'clients', utf8);
    expect([state, await clientsNamed('imp-1')]).toEqual(['ready', 0]);
    expect(await executed(test, cookie, id)).toMatchObject({
      step: 'import',
      state: 'done',
      linesDone: 1,
    });
    const { body } = await call(test, 'GET /api/clients?search=imp-1', { cookie });
    const otherPhones = ['+33478123456', '+442079460018'];
    expect(body).toMatchObject({
      items: [{ name: 'Zoé Œuvrard', phone: '+33612345678', otherPhones }],
    });
    const again = await call(test, `POST /api/imports/${id}/execution`, { cookie });
    expect(refusal(again)).toBe('409 IMPORT.NOT_READY');
    const { rows } = await test.pool.query(
      `SELECT verb, kind, actor_role FROM audit_entries WHERE request_id IS NOT NULL
         AND (object_id = $1 OR after ->> 'email' = 'imp-1@example.fr') ORDER BY kind`,
      [id],
    );
    expect(rows).toEqual([
      { verb: 'create', kind: 'client', actor_role: 'employee' },
      { verb: 'create', kind: 'import', actor_role: 'employee' },
    ]);
    expect(refusal(await call(test, `GET /api/imports/${id}/faulty-lines`, { cookie }))).toBe(
      '410 IMPORT.FILE_GONE',
    );
  });

  it('enter clients, their vehicles and contracts, from what Excel writes in France and in England', async () => {
    const fleetBefore = await fleetSize();
    const latin = Buffer.from(
      'Prénom;Nom;E-mail;Ville;Adresse;Code postal\r\nRené;Façon;imp-2@example.fr;Nîmes;1 rue Été;30000\r\n',
      'latin1',
    );
    const cars =
      '\ufeffE-mail du client\tImmatriculation\tVIN\tMarque\tModèle\tÉnergie\nimp-2@example.fr\tFG-234-HJ\tVF1BB1R0H77777777\tRenault\tZoé\tÉlectrique\n';
    const contracts =
      "Client's e-mail,Plate,Cover,Status,Starts on,Premium,Extras,No-claims coefficient\nimp-2@example.fr,fg234hj,comprehensive,active,2026-12-01,584.20,theft-fire+glass,0.76\n";
    for (const [kind, file] of [
      ['clients', latin],
      ['vehicles', cars],
      ['contracts', contracts],
    ] as const) {
      const one = await checked(test, cookie, kind, file);
      expect(await faultsOf(test, cookie, one.id)).toEqual([]);
      expect((await executed(test, cookie, one.id)).state).toBe('done');
    }
    const found = await call(test, 'GET /api/contracts?search=FG-234-HJ', { cookie });
    expect(found.body).toMatchObject({
      items: [
        {
          status: 'active',
          premiumCents: 58_420,
          bonusMalus: 0.76,
          options: ['theft-fire', 'glass'],
          startsOn: '2026-12-01',
        },
      ],
      total: 1,
    });
    expect((found.body as { items: { number: string }[] }).items[0]!.number).toMatch(
      /^NC-2026-\d{6}$/,
    );
    expect(await fleetSize()).toBeGreaterThan(fleetBefore);
  });

  it('enter nothing when somebody entered one of them meanwhile, and say which', async () => {
    const lines = Array.from({ length: 150 }, (_, n) => `A;Late${n};late-${n}@example.fr`);
    const { id } = await checked(
      test,
      cookie,
      'clients',
      ['Prénom;Nom;E-mail', ...lines].join('\n'),
    );
    const person = { firstName: 'A', lastName: 'B', email: 'late-120@example.fr' };
    expect((await call(test, 'POST /api/clients', { cookie, body: person })).status).toBe(201);
    expect(await executed(test, cookie, id)).toMatchObject({
      step: 'import',
      state: 'faulty',
      faults: 1,
    });
    expect(await faultsOf(test, cookie, id)).toEqual([
      '122 E-mail=late-120@example.fr CLIENT.EMAIL_TAKEN',
    ]);
    expect(await clientsNamed('late-')).toBe(1);
  });

  it('start anew when somebody enters the same vehicle while they run', async () => {
    const header = 'E-mail du client;Immatriculation;VIN;Marque;Modèle';
    const { id } = await checked(
      test,
      cookie,
      'vehicles',
      `${header}\n${ownerEmail};KK-111-KK;VF1BB1R0H88888888;Renault;Clio\n`,
    );
    const other = await test.pool.connect();
    try {
      // The other's row is there, but not committed: the import waits for it, and is overtaken.
      await other.query('BEGIN');
      await other.query(
        `INSERT INTO vehicles (client_id, vin, car_id, plate, make, model)
         VALUES ($1, 'VF1BB1R0H88888888', repeat('7', 64), 'KK-222-KK', 'Renault', 'Clio')`,
        [vehicle.clientId],
      );
      await call(test, `POST /api/imports/${id}/execution`, { cookie });
      await until(
        () => test.pool.query(WAITS_TO_INSERT),
        ({ rowCount }) => rowCount !== 0,
      );
      await other.query('COMMIT');
    } finally {
      other.release();
    }
    expect(await ended(test, cookie, id)).toMatchObject({ state: 'faulty', faults: 1 });
    expect(await faultsOf(test, cookie, id)).toEqual(['2 VIN=VF1BB1R0H88888888 VEHICLE.VIN_TAKEN']);
  });

  describe('are steered', () => {
    /** Holds up whoever enters clients, until it is released. */
    async function heldUp<T>(work: () => Promise<T>): Promise<T> {
      const other = await test.pool.connect();
      try {
        await other.query('BEGIN; LOCK TABLE clients IN SHARE MODE');
        return await work();
      } finally {
        await other.query('ROLLBACK');
        other.release();
      }
    }
    const FILE = 'Prénom;Nom;E-mail\nA;Steer;steer@example.fr\n';

    it('one at a time for each person', async () => {
      const first = await heldUp(async () => {
        const answer = await handIn(test, cookie, 'clients', FILE);
        expect(answer.body).toMatchObject({ step: 'check', linesDone: 0, faults: 0 });
        expect(refusal(await handIn(test, cookie, 'clients', FILE))).toBe(
          '409 IMPORT.ONE_AT_A_TIME',
        );
        return answer.body as TestImport;
      });
      expect((await ended(test, cookie, first.id)).state).toBe('ready');
      expect((await checked(test, cookie, 'clients', FILE)).state).toBe('ready');
    });

    it('behind each other for several, as many as the queue holds', async () => {
      const others = [await test.loggedInAs('admin'), await test.loggedInAs('employee')];
      const late = await test.loggedInAs('employee');
      const ids = await heldUp(async () => {
        const { body } = await handIn(test, cookie, 'clients', FILE);
        await until(
          () => statesOf([(body as TestImport).id]),
          ([state]) => state === 'running',
        );
        const waiting = [];
        for (const as of others) waiting.push(await handIn(test, as, 'clients', FILE));
        expect(waiting.map(({ body }) => (body as TestImport).state)).toEqual([
          'waiting',
          'waiting',
        ]);
        const fill = `INSERT INTO imports (id, account_id, session_id, kind, file_name, created_at, queued_at)
          SELECT gen_random_uuid(), id, id, 'clients', 'x.csv', now(), now() FROM accounts
          WHERE email LIKE 'queue-%'`;
        await test.pool.query(
          `INSERT INTO accounts (email, role, display_name, language)
           SELECT 'queue-' || n || '@test.example', 'employee', 'Q', 'fr' FROM generate_series(1, 18) n`,
        );
        await test.pool.query(fill);
        const third = await handIn(test, late, 'clients', FILE);
        expect(refusal(third)).toBe('503 IMPORT.QUEUE_FULL');
        expect(third.headers.get('retry-after')).toBe('60');
        await test.pool.query("DELETE FROM imports WHERE file_name = 'x.csv'");
        return waiting.map(({ body }) => (body as TestImport).id);
      });
      for (const [index, id] of ids.entries()) {
        expect((await ended(test, others[index]!, id)).state).toBe('ready');
      }
    });

    it('until they are cancelled: nothing of them is kept', async () => {
      const { id } = await checked(test, cookie, 'clients', FILE);
      await heldUp(async () => {
        await call(test, `POST /api/imports/${id}/execution`, { cookie });
        await until(
          () => call(test, `GET /api/imports/${id}`, { cookie }),
          ({ body }) => (body as TestImport).state === 'running',
        );
        const answer = await call(test, `POST /api/imports/${id}/cancellation`, { cookie });
        expect(answer.body).toMatchObject({ state: 'running' });
      });
      expect((await ended(test, cookie, id)).state).toBe('cancelled');
      expect(await clientsNamed('steer@')).toBe(0);
      expect(refusal(await call(test, `POST /api/imports/${id}/cancellation`, { cookie }))).toBe(
        '409 IMPORT.OVER',
      );
      expect(refusal(await call(test, `POST /api/imports/${id}/execution`, { cookie }))).toBe(
        '409 IMPORT.NOT_READY',
      );
    });

    it('or let go of before they are entered', async () => {
      const { id } = await checked(test, cookie, 'clients', FILE);
      const answer = await call(test, `POST /api/imports/${id}/cancellation`, { cookie });
      expect(answer.body).toMatchObject({ state: 'cancelled' });
      expect(refusal(await call(test, `POST /api/imports/${id}/execution`, { cookie }))).toBe(
        '409 IMPORT.NOT_READY',
      );
    });

    it('not when their file has faults', async () => {
      const { id } = await checked(test, cookie, 'clients', 'Prénom;Nom;E-mail\nA;B;c\n');
      expect(refusal(await call(test, `POST /api/imports/${id}/execution`, { cookie }))).toBe(
        '409 IMPORT.NOT_READY',
      );
    });

    it('by whoever handed them in: nobody else knows of them', async () => {
      const { id } = await checked(test, cookie, 'clients', FILE);
      const other = await test.loggedInAs('admin');
      for (const route of [
        `GET /api/imports/${id}`,
        `GET /api/imports/${id}/faults`,
        `GET /api/imports/${id}/faulty-lines`,
        `POST /api/imports/${id}/execution`,
        `POST /api/imports/${id}/cancellation`,
      ]) {
        expect([route, refusal(await call(test, route, { cookie: other }))]).toEqual([
          route,
          '404 IMPORT.NOT_FOUND',
        ]);
      }
      expect((await call(test, 'GET /api/imports', { cookie: other })).body).toMatchObject({
        total: 0,
      });
      const { body } = await call(test, 'GET /api/imports?pageSize=100', { cookie });
      expect((body as { items: TestImport[] }).items.map((one) => one.id)).toContain(id);
    });

    it('only while the account may', async () => {
      const account = await test.createAccount('employee');
      const as = await test.login(account.email);
      const id = await heldUp(async () => {
        const answer = await handIn(test, cookie, 'clients', FILE);
        const waiting = await handIn(test, as, 'clients', FILE);
        await test.pool.query('UPDATE accounts SET disabled_at = now() WHERE id = $1', [
          account.id,
        ]);
        expect(answer.status).toBe(201);
        return (waiting.body as TestImport).id;
      });
      await until(
        () => statesOf([id]),
        ([state]) => state === 'cancelled',
      );
    });
  });

  describe('are refused', () => {
    const form = (...parts: [string, string | Blob][]): FormData => {
      const body = new FormData();
      for (const [name, value] of parts) body.append(name, value);
      return body;
    };
    const file = new Blob(['E-mail\na@b.fr\n']);

    it.each<[string, () => FormData, string, string[]]>([
      [
        'without a file',
        () => form(['kind', 'clients']),
        '400 IMPORT.FILE_FAULT',
        ['/file required'],
      ],
      [
        'with an empty file',
        () => form(['kind', 'clients'], ['file', new Blob([''])]),
        '400 IMPORT.FILE_FAULT',
        ['/file empty'],
      ],
      [
        'with two files',
        () => form(['kind', 'clients'], ['file', file], ['file', file]),
        '400 IMPORT.FILE_FAULT',
        ['/file oneFile'],
      ],
      [
        'with a file under another name',
        () => form(['kind', 'clients'], ['paper', file]),
        '400 IMPORT.FILE_FAULT',
        ['/file required'],
      ],
      ['without a kind', () => form(['file', file]), '400 REQUEST.INVALID', ['/kind isIn']],
      [
        'with an unknown kind',
        () => form(['kind', 'devices'], ['file', file]),
        '400 REQUEST.INVALID',
        ['/kind isIn'],
      ],
      [
        'with an unknown field',
        () => form(['kind', 'clients'], ['mood', 'good'], ['file', file]),
        '400 REQUEST.INVALID',
        ['/mood unknownField'],
      ],
      [
        'with a file that is too large',
        () => form(['kind', 'clients'], ['file', new Blob(['x'.repeat(5_242_881)])]),
        '413 IMPORT.TOO_LARGE',
        ['/file IMPORT.TOO_LARGE'],
      ],
    ])('%s', async (_, body, refused, found) => {
      const answer = await sendForm(test, cookie, body());
      expect(refusal(answer)).toBe(refused);
      expect(faults(answer)).toEqual(found);
    });

    it('when they are no form, or half of one', async () => {
      const json = { 'content-type': 'application/json' };
      expect(refusal(await sendForm(test, cookie, '{}', json))).toBe('415 IMPORT.NOT_A_FORM');
      const half = { 'content-type': 'multipart/form-data; boundary=x' };
      expect(
        refusal(
          await sendForm(
            test,
            cookie,
            '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\ncli',
            half,
          ),
        ),
      ).toBe('400 IMPORT.FORM_BROKEN');
    });
  });

  it.each([
    ['clients', 'fr', 'Prénom'],
    ['vehicles', 'en', 'Registration'],
    ['contracts', 'fr', 'Immatriculation'],
  ])('have a template for %s in %s, which they understand', async (kind, language, column) => {
    const answer = await call(test, `GET /api/imports/templates/${kind}?language=${language}`, {
      cookie,
    });
    expect(answer.headers.get('content-disposition')).toContain(`${kind}.csv`);
    expect(answer.body).toContain(column === 'Registration' ? 'Plate' : column);
    const one = await checked(test, cookie, kind, answer.body as string);
    expect(await faultsOf(test, cookie, one.id)).toEqual(['- - CSV.EMPTY']);
  });

  it('forget what stood in old files', async () => {
    const ready = await checked(test, cookie, 'clients', 'Prénom;Nom;E-mail\nA;B;old@example.fr\n');
    const faulty = await checked(test, cookie, 'clients', 'Prénom;Nom;E-mail\nA;B;old@\n');
    const done = test.clock.now();
    test.clock.set(done + 8 * 86_400_000);
    const { ImportsService } = await import('../../src/modules/imports/imports.service.js');
    await test.app.get(ImportsService, { strict: false }).forgetOld();
    test.clock.set(done);
    const { rows } = await test.pool.query(
      `SELECT state, file, (SELECT count(*)::int FROM import_faults WHERE import_id = id) AS faults
       FROM imports WHERE id = ANY ($1) ORDER BY state`,
      [[ready.id, faulty.id]],
    );
    expect(rows).toEqual([
      { state: 'cancelled', file: null, faults: 0 },
      { state: 'faulty', file: null, faults: 0 },
    ]);
  });

  it('that a dead process left behind count as interrupted, and those that waited are done, after a restart', async () => {
    const [left, waiting] = [randomUUID(), randomUUID()];
    for (const [id, state] of [
      [left, 'running'],
      [waiting, 'waiting'],
    ]) {
      const { id: accountId } = await test.createAccount('employee');
      await test.pool.query(
        `INSERT INTO imports (id, account_id, session_id, kind, file_name, file, state, created_at, queued_at)
         VALUES ($1, $2, $2, 'clients', 'x.csv', convert_to($3, 'UTF8'), $4, now(), now())`,
        [id, accountId, 'E-mail;Nom\nx@example.fr;Y\n', state],
      );
    }
    await test.restart();
    const states = await until(
      () => statesOf([left, waiting]),
      (found) => !found.includes('running') && !found.includes('waiting'),
    );
    expect(states).toEqual(['faulty', 'interrupted']);
  });
});
