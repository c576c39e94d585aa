import { TestApp } from './app-harness.js';
import { call, refusal } from './call.js';

const MAIL = { kind: 'test', to: 'zoe@test.example', subject: 'Bonjour', text: 'à bientôt' };

describe('the demo’s outbox', () => {
  it('shows every mail that the demo wrote to whoever asks, the newest first', async () => {
    const test = await TestApp.start({ env: { NAIF_MODE: 'demo' } });
    try {
      await test.mailer.send(MAIL);
      await test.mailer.send({ ...MAIL, subject: 'Encore' });
      const answer = await call(test, 'GET /api/demo/outbox');
      expect(answer.status).toBe(200);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const { items } = answer.body as { items: Record<string, unknown>[] };
      expect(items.map(({ subject }) => subject)).toEqual(['Encore', 'Bonjour']);
      expect(items[1]).toEqual({
        ...MAIL,
        id: expect.any(String) as string,
        sentAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
      });
    } finally {
      await test.close();
    }
  });

  it('is the demo’s own mailer, even with a mail server at hand', async () => {
    const env = {
      NAIF_MODE: 'demo',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'a@naif.example',
      PUBLIC_ORIGIN: 'https://naif.example',
    };
    const test = await TestApp.start({ env, mailBySettings: true });
    try {
      expect((await call(test, 'GET /api/demo/outbox')).body).toEqual({ items: [] });
    } finally {
      await test.close();
    }
  });

  it('is nowhere else, and a server without mail says so when it starts', async () => {
    const test = await TestApp.start({ mailBySettings: true });
    try {
      expect(refusal(await call(test, 'GET /api/demo/outbox'))).toBe('404 OUTBOX.NONE');
      expect(test.logged).toContainEqual(
        expect.objectContaining({ event: 'mail.not-configured', level: 'warn' }),
      );
    } finally {
      await test.close();
    }
  });
});
