import { MemoryMailer } from '../../src/adapters/memory/memory-mailer.js';
import { SettableClock } from '../../src/adapters/memory/settable-clock.js';
import { AbsentMailer } from '../../src/adapters/smtp/absent-mailer.js';
import { SmtpMailer } from '../../src/adapters/smtp/smtp-mailer.js';
import { MailServer } from './mail-server.js';
import { mailerContract } from './mailer.contract.js';

const MAIL = { kind: 'test', to: 'zoe@test.example', subject: 'S', text: 'T' };
const FROM = 'NAIF Control <control@naif.example>';

describe('MemoryMailer', () => {
  const mailer = new MemoryMailer(new SettableClock());
  mailerContract(
    () => mailer,
    () => mailer.mails().map((mail) => ({ ...mail, recipients: [mail.to] })),
  );

  it('forgets the oldest past its bound, and tells when each was sent', async () => {
    const clock = new SettableClock(1_000);
    const small = new MemoryMailer(clock, 2);
    for (const subject of ['one', 'two', 'three']) {
      await small.send({ ...MAIL, subject });
      clock.advance(1);
    }
    expect(small.mails().map(({ subject, sentAtMs }) => [subject, sentAtMs])).toEqual([
      ['three', 1_002],
      ['two', 1_001],
    ]);
  });
});

describe('SmtpMailer', () => {
  const server = new MailServer();
  let mailer: SmtpMailer;
  beforeAll(async () => {
    mailer = new SmtpMailer({
      url: `smtp://127.0.0.1:${await server.start()}`,
      from: FROM,
      mayBePlain: true,
    });
  });
  afterAll(() => server.stop());

  mailerContract(
    () => mailer,
    () => server.arrived,
  );

  it('names the sender, and asks answering machines to be silent', async () => {
    await mailer.send(MAIL);
    expect(server.arrived[0]?.raw).toContain(`From: ${FROM}`);
    expect(server.arrived[0]?.raw).toMatch(/auto-submitted: auto-generated/i);
  });

  it('logs in as the URL says', async () => {
    const users: unknown[] = [];
    const strict = new MailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) => {
        users.push(`${username} ${password}`);
        done(null, { user: username });
      },
    });
    const port = await strict.start();
    const url = `smtp://me%40test.example:p%3Aw@127.0.0.1:${port}`;
    await new SmtpMailer({ url, from: FROM, mayBePlain: true }).send(MAIL);
    expect(users).toEqual(['me@test.example p:w']);
    expect(strict.arrived).toHaveLength(1);
    await strict.stop();
  });

  it('does not speak in clear to another machine', async () => {
    const plainServer = new MailServer();
    const url = `smtp://127.0.0.1:${await plainServer.start()}`;
    const strict = new SmtpMailer({ url, from: FROM, mayBePlain: false });
    await expect(strict.send(MAIL)).rejects.toMatchObject({ code: 'MAIL.NOT_TAKEN' });
    expect(plainServer.arrived).toEqual([]);
    await plainServer.stop();
  });

  it('says so when the server refuses or is not there, without the recipient in what may be logged', async () => {
    const refusing = new MailServer({
      onRcptTo: ({ address }, _, done) => done(new Error(`no ${address} here`)),
    });
    const url = `smtp://127.0.0.1:${await refusing.start()}`;
    const blocked = new SmtpMailer({ url, from: FROM, mayBePlain: true });
    const failure = await blocked.send(MAIL).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ code: 'MAIL.NOT_TAKEN', kind: 'unavailable' });
    expect(String((failure as Error).cause)).toContain('550');
    expect(String((failure as Error).cause)).not.toContain('zoe');
    await refusing.stop();
    await expect(blocked.ping()).rejects.toMatchObject({ code: 'MAIL.NOT_TAKEN' });
    await expect(blocked.send(MAIL)).rejects.toMatchObject({ code: 'MAIL.NOT_TAKEN' });
  });
});

describe('AbsentMailer', () => {
  it('says that it cannot', async () => {
    const mailer = new AbsentMailer();
    expect(mailer.isConfigured).toBe(false);
    await expect(mailer.send()).rejects.toMatchObject({ code: 'MAIL.NOT_CONFIGURED' });
    await expect(mailer.ping()).rejects.toMatchObject({ code: 'MAIL.NOT_CONFIGURED' });
  });
});
