import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { OBJECT_STORE, type ObjectStore } from '../../src/ports/object-store.js';
import { LooseObjects } from '../../src/modules/documents/loose-objects.js';
import { StoreUnavailableError } from '../../src/ports/store-unavailable.js';
import { TestApp } from './app-harness.js';
import { type Answer, call, faults, refusal } from './call.js';
import { createDocument, handIn, PDF, sendForm, type TestForm } from './documents.js';

const MIB = 1_048_576;
const NOW = Date.UTC(2026, 10, 25, 12);
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946000101', 'hex');
const WEBP = Buffer.from('524946460c000000574542505650384c', 'hex');

describe('documents of a client', () => {
  let test: TestApp;
  let cookie: string;
  let clientId: string;

  beforeAll(async () => {
    test = await TestApp.start({ nowMs: NOW });
    cookie = await test.loggedInAs('employee');
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    test.clock.set(NOW);
    clientId = await test.createClient();
  });
  // Whatever a test did: no object without a row, no row without an object, nothing half-done.
  afterEach(async () => {
    const { rows } = await test.pool.query('SELECT object_key FROM client_documents');
    expect(filesOfStore().length).toBe(rows.length);
    expect((await test.pool.query('SELECT FROM loose_objects')).rowCount).toBe(0);
  });

  const licence = (changes: Partial<TestForm> = {}): TestForm => ({
    title: 'Permis de conduire',
    kind: 'driving-licence',
    file: PDF,
    ...changes,
  });
  const hand = (changes: Partial<TestForm> = {}): Promise<Answer> =>
    handIn(test, cookie, clientId, licence(changes));
  const list = async (as = cookie): Promise<unknown[]> => {
    const { body } = await call(test, `GET /api/clients/${clientId}/documents`, { cookie: as });
    return (body as { items: unknown[] }).items;
  };
  const pathOf = (id: string): string => `/api/clients/${clientId}/documents/${id}/file`;
  const idOf = ({ body }: Answer): string => (body as { id: string }).id;
  const fetchFile = (id: string, as = cookie): Promise<Response> =>
    fetch(test.origin + pathOf(id), { headers: { cookie: as } });

  function filesOfStore(): string[] {
    const folder = join(test.dataDir, 'objects');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  }

  describe('are taken', () => {
    it.each<[string, Buffer]>([
      ['application/pdf', PDF],
      ['image/png', PNG],
      ['image/jpeg', JPEG],
      ['image/webp', WEBP],
    ])('%s, whatever the browser says of it', async (contentType, file) => {
      const answer = await hand({ file, says: 'text/html', fileName: 'page.html' });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        title: 'Permis de conduire',
        kind: 'driving-licence',
        contentType,
        sizeBytes: file.length,
        sha256: createHash('sha256').update(file).digest('hex'),
        addedAt: new Date(NOW).toISOString(),
      });
      expect(await list()).toEqual([answer.body]);
    });

    it('up to 10 MiB, and come back byte by byte', async () => {
      const file = Buffer.concat([PDF, randomBytes(10 * MIB - PDF.length)]);
      const answer = await hand({ file });
      expect(answer.status).toBe(201);
      const back = Buffer.from(await (await fetchFile(idOf(answer))).arrayBuffer());
      expect(back.equals(file)).toBe(true);
    });

    it('when title and kind come behind the file', async () => {
      const form = new FormData();
      form.set('file', new Blob([new Uint8Array(PDF)]), 'a.pdf');
      form.set('kind', 'claim');
      form.set('title', 'Constat');
      const answer = await sendForm(test, cookie, clientId, form);
      expect(answer.body).toMatchObject({ title: 'Constat', kind: 'claim' });
    });

    it('many at the same time', async () => {
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => hand({ title: `n${index}` })),
      );
      expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
      expect(await list()).toHaveLength(8);
    });
  });

  describe('are refused', () => {
    afterEach(async () => expect(await list()).toEqual([]));

    it.each<[string, Partial<TestForm>, string, string[]]>([
      ['without a title', { title: '' }, '400 REQUEST.INVALID', ['/title isLength']],
      [
        'with a title of 201 letters',
        { title: 'é'.repeat(201) },
        '400 REQUEST.INVALID',
        ['/title isLength'],
      ],
      ['with a kind that is none', { kind: 'letter' }, '400 REQUEST.INVALID', ['/kind isIn']],
      ['when empty', { file: Buffer.alloc(0) }, '400 DOCUMENT.FILE_FAULT', ['/file empty']],
      [
        'when a page is called a PDF',
        { file: Buffer.from('<!DOCTYPE html><script>alert(1)</script>') },
        '415 DOCUMENT.TYPE_REFUSED',
        ['/file DOCUMENT.TYPE_REFUSED'],
      ],
      [
        'when a drawing is called a PNG',
        {
          file: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
          says: 'image/png',
          fileName: 'a.png',
        },
        '415 DOCUMENT.TYPE_REFUSED',
        ['/file DOCUMENT.TYPE_REFUSED'],
      ],
      [
        'when they end before it can be told what they are',
        { file: Buffer.from('%PD') },
        '415 DOCUMENT.TYPE_REFUSED',
        ['/file DOCUMENT.TYPE_REFUSED'],
      ],
      [
        'one byte above 10 MiB',
        { file: Buffer.concat([PDF, Buffer.alloc(10 * MIB - PDF.length + 1)]) },
        '413 DOCUMENT.TOO_LARGE',
        ['/file DOCUMENT.TOO_LARGE'],
      ],
      [
        'far above 10 MiB',
        { file: Buffer.concat([PDF, Buffer.alloc(14 * MIB)]) },
        '413 DOCUMENT.TOO_LARGE',
        ['/file DOCUMENT.TOO_LARGE'],
      ],
    ])('%s', async (_, changes, expected, expectedFaults) => {
      const answer = await hand(changes);
      expect(refusal(answer)).toBe(expected);
      expect(faults(answer)).toEqual(expectedFaults);
    });

    it('without a title, a kind or a file at all', async () => {
      const answer = await handIn(test, cookie, clientId, { file: PDF });
      expect(faults(answer)).toEqual(['/kind isIn', '/title isLength', '/title isString']);
      const noFile = await handIn(test, cookie, clientId, { title: 'T', kind: 'other' });
      expect(refusal(noFile)).toBe('400 DOCUMENT.FILE_FAULT');
      expect(faults(noFile)).toEqual(['/file required']);
    });

    it.each<[string, (form: FormData) => void, string, string[]]>([
      [
        'with two files',
        (form) => form.append('file', new Blob([new Uint8Array(PDF)]), 'b.pdf'),
        '400 DOCUMENT.FILE_FAULT',
        ['/file oneFile'],
      ],
      [
        'with a field that nobody knows',
        (form) => form.set('clientId', 'x'),
        '400 REQUEST.INVALID',
        ['/clientId unknownField'],
      ],
      ['with a second title', (form) => form.append('title', 'b'), '400 DOCUMENT.FORM_BROKEN', []],
      [
        'with a field that every object has',
        (form) => form.set('__proto__', 'x'),
        '400 DOCUMENT.FORM_BROKEN',
        [],
      ],
      [
        'with more fields than anybody fills',
        (form) => {
          for (let n = 0; n < 20; n++) form.set(`f${n}`, 'x');
        },
        '400 DOCUMENT.FORM_BROKEN',
        [],
      ],
    ])('%s', async (_, change, expected, expectedFaults) => {
      const form = new FormData();
      form.set('title', 'a');
      form.set('kind', 'other');
      form.set('file', new Blob([new Uint8Array(PDF)]), 'a.pdf');
      change(form);
      const answer = await sendForm(test, cookie, clientId, form);
      expect(refusal(answer)).toBe(expected);
      expect(faults(answer)).toEqual(expectedFaults);
    });

    const part = (text: string): string => `--x\r\ncontent-disposition: form-data; ${text}`;
    const file = part(
      `name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7 `,
    );
    const fields = `${part('name="title"\r\n\r\nT\r\n')}${part('name="kind"\r\n\r\nother\r\n')}`;
    it.each([
      ['when nothing is in the form', ''],
      ['when the form has no end', `${fields}${file} half of it`],
      ['when the form ends within a heading', `${fields}--x\r\ncontent-dispo`],
      ['when it is no form at all', 'title=a&kind=other'],
    ])('%s', async (_, body) => {
      const headers = { 'content-type': 'multipart/form-data; boundary=x' };
      const answer = await sendForm(test, cookie, clientId, body, headers);
      expect(answer.status).toBe(400);
      expect((answer.body as { code: string }).code).toMatch(/^(DOCUMENT\.F|REQUEST\.INVALID)/);
    });

    it.each([
      ['application/json', '{}', '415 DOCUMENT.NOT_A_FORM'],
      ['multipart/form-data', '', '400 DOCUMENT.FORM_BROKEN'],
      ['application/pdf', '%PDF-1.7', '415 REQUEST.UNSUPPORTED_MEDIA_TYPE'],
      ['multipart/mixed; boundary=x', '--x--', '415 REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ])('as %s', async (type, body, expected) => {
      const answer = await sendForm(test, cookie, clientId, body, { 'content-type': type });
      expect(refusal(answer)).toBe(expected);
    });

    it('of a client that is not there, before anything is read', async () => {
      const answer = await handIn(test, cookie, randomUUID(), licence());
      expect(refusal(answer)).toBe('404 CLIENT.NOT_FOUND');
    });

    it('when the upload breaks off: nothing of it stays', async () => {
      const bytes = `${fields}${file}${'a'.repeat(100_000)}`;
      await breakOff(bytes);
      await until(async () => (await test.pool.query('SELECT FROM loose_objects')).rowCount === 0);
      expect(filesOfStore().length).toBe(
        (await test.pool.query('SELECT FROM client_documents')).rowCount,
      );
    });

    it('when the store has no room: it says so, and nothing stays', async () => {
      const store = test.app.get<ObjectStore>(OBJECT_STORE);
      const put = jest.spyOn(store, 'put').mockImplementation((_, content) => {
        content.destroy();
        return Promise.reject(new StoreUnavailableError());
      });
      try {
        expect(refusal(await hand())).toBe('503 STORE.UNAVAILABLE');
      } finally {
        put.mockRestore();
      }
    });

    /** Promises more than it sends, and hangs up. */
    function breakOff(bytes: string): Promise<void> {
      const { hostname, port } = new URL(test.origin);
      const head = [
        `POST /api/clients/${clientId}/documents HTTP/1.1`,
        `Host: ${hostname}`,
        `Cookie: ${cookie}`,
        'Content-Type: multipart/form-data; boundary=x',
        'Content-Length: 5000000',
      ].join('\r\n');
      return new Promise((resolve) => {
        const socket = connect(Number(port), hostname, () => {
          socket.write(`${head}\r\n\r\n${bytes}`, () => {
            setTimeout(() => socket.destroy(), 200);
          });
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve());
      });
    }
  });

  it('are at most 200, also when several come at the same time', async () => {
    await test.pool.query(
      `INSERT INTO client_documents
         (id, client_id, kind, title, content_type, size_bytes, sha256, object_key, added_at)
       SELECT gen_random_uuid(), $1, 'other', 'T', 'application/pdf', 1, sha256('x'), 'many-' || n, now()
       FROM generate_series(1, 198) n`,
      [clientId],
    );
    const answers = await Promise.all(Array.from({ length: 4 }, () => hand()));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    expect(refusal(await hand())).toBe('409 DOCUMENT.TOO_MANY');
    await test.pool.query(`DELETE FROM client_documents WHERE object_key LIKE 'many-%'`);
  });

  describe('are fetched', () => {
    it('to be saved, never shown or run, never kept by anybody on the way', async () => {
      const id = idOf(await hand({ title: 'Été "2026"' }));
      const answer = await fetchFile(id);
      expect(answer.status).toBe(200);
      const headers = Object.fromEntries(answer.headers);
      expect(headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-length': String(PDF.length),
        'content-disposition': `attachment; filename="Ete -2026-.pdf"; filename*=UTF-8''%C3%89t%C3%A9%20-2026-.pdf`,
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      });
      expect(Buffer.from(await answer.arrayBuffer()).equals(PDF)).toBe(true);
    });

    it('by their client, and by no other', async () => {
      const id = idOf(await hand());
      const own = await test.login((await test.createAccount('client', clientId)).email);
      expect((await fetchFile(id, own)).status).toBe(200);
      expect(await list(own)).toHaveLength(1);
      const stranger = await test.loggedInAs('client');
      expect((await fetchFile(id, stranger)).status).toBe(404);
      const missing = await call(test, `GET ${pathOf(randomUUID())}`, { cookie: own });
      expect(refusal(missing)).toBe('404 DOCUMENT.NOT_FOUND');
    });

    it('through their own client only', async () => {
      const id = idOf(await hand());
      const other = await test.createClient();
      const path = `/api/clients/${other}/documents/${id}`;
      expect(refusal(await call(test, `GET ${path}/file`, { cookie }))).toBe(
        '404 DOCUMENT.NOT_FOUND',
      );
      expect(refusal(await call(test, `DELETE ${path}`, { cookie }))).toBe(
        '404 DOCUMENT.NOT_FOUND',
      );
      expect(await list()).toHaveLength(1);
    });
  });

  describe('are removed', () => {
    const remove = (id: string): Promise<Answer> =>
      call(test, `DELETE /api/clients/${clientId}/documents/${id}`, { cookie });

    it('with their bytes, once', async () => {
      const id = await createDocument(test, cookie, clientId);
      const before = filesOfStore().length;
      const answers = await Promise.all([remove(id), remove(id)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([204, 404]);
      expect(filesOfStore().length).toBe(before - 1);
      expect(refusal(await call(test, `GET ${pathOf(id)}`, { cookie }))).toBe(
        '404 DOCUMENT.NOT_FOUND',
      );
    });

    it('also while the store does not answer: a sweep removes the bytes later', async () => {
      const id = await createDocument(test, cookie, clientId);
      const store = test.app.get<ObjectStore>(OBJECT_STORE);
      const broken = jest.spyOn(store, 'delete').mockRejectedValue(new Error('away'));
      try {
        expect((await remove(id)).status).toBe(204);
        expect(await list()).toEqual([]);
        await test.app.get(LooseObjects).sweep();
      } finally {
        broken.mockRestore();
      }
      expect((await test.pool.query('SELECT FROM loose_objects')).rowCount).toBe(1);
      await test.app.get(LooseObjects).sweep();
      expect((await test.pool.query('SELECT FROM loose_objects')).rowCount).toBe(0);
    });
  });

  describe('that a crash left without a row', () => {
    it('are swept after an hour, not before', async () => {
      const loose = test.app.get(LooseObjects);
      const store = test.app.get<ObjectStore>(OBJECT_STORE);
      const key = randomUUID();
      await loose.expect(key);
      await store.put(key, Readable.from([PDF]), {
        contentType: 'application/pdf',
        maxBytes: 1000,
      });
      await loose.sweep();
      expect(await store.stat(key)).toBeDefined();
      test.clock.set(NOW + 3_600_000);
      await loose.sweep();
      expect(await store.stat(key)).toBeUndefined();
    });
  });
});

async function until(what: () => Promise<boolean>, withinMs = 5000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`Never came true: ${what.toString()}`);
    await sleep(20);
  }
}
