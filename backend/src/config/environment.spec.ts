import { ConfigurationError, isLoopback, readEnvironment } from './environment.js';
import { settingsOf } from './setting.js';
import { Environment } from './environment.js';

const faultsOf = (source: Record<string, string>): readonly string[] => {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
};

describe('readEnvironment', () => {
  it('has a default for everything that needs a value', () => {
    const environment = readEnvironment({});
    expect(environment).toMatchObject({
      mode: 'production',
      port: 8080,
      host: '127.0.0.1',
      logLevel: 'info',
    });
    expect(environment.dataDir).toBe(`${process.cwd()}/data`);
    expect(environment.databaseUrl).toBeUndefined();
    expect(environment.speaksTls).toBe(false);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readEnvironment({ PORT: '', DATABASE_URL: ' ', TRUST_PROXY: '' })).toEqual(
      readEnvironment({}),
    );
  });

  it('reads lists', () => {
    const { trustProxy, publicOrigins } = readEnvironment({
      TRUST_PROXY: '10.0.0.1, 10.1.0.0/16',
      PUBLIC_ORIGIN: 'https://naif.example,https://backup.naif.example',
    });
    expect(trustProxy).toEqual(['10.0.0.1', '10.1.0.0/16']);
    expect(publicOrigins).toEqual(['https://naif.example', 'https://backup.naif.example']);
  });

  it('lists every fault at once, each with the variable and what it is', () => {
    const faults = faultsOf({
      PORT: 'eighty',
      LOG_LEVEL: 'loud',
      NAIF_MODE: 'test',
      DATABASE_URL: 'mysql://x',
    });
    expect(faults).toHaveLength(4);
    expect(faults).toContain('PORT must not be greater than 65535 (it is "eighty").');
    expect(faults.join(' ')).toMatch(/NAIF_MODE must be one of .*production, demo/);
  });

  it('needs a sender and an origin for mail, and a URL that is a mail server’s', () => {
    expect(faultsOf({ SMTP_URL: 'smtp://mail.example' })).toEqual([
      'SMTP_URL is set, but MAIL_FROM is not: mail needs a sender.',
      'SMTP_URL is set, but PUBLIC_ORIGIN is not: the links in mails need it.',
    ]);
    const from = 'NAIF <control@naif.example>';
    expect(
      readEnvironment({
        SMTP_URL: 'smtps://u:p@mail.example',
        MAIL_FROM: from,
        PUBLIC_ORIGIN: 'https://naif.example',
      }),
    ).toMatchObject({
      smtpUrl: 'smtps://u:p@mail.example',
      mailFrom: from,
    });
    expect(faultsOf({ SMTP_URL: 'http://u:hunter2@mail.example', MAIL_FROM: from })).toEqual([
      'SMTP_URL must start with smtp:// or smtps://.',
    ]);
    expect(faultsOf({ MAIL_FROM: 'nobody' })).toHaveLength(1);
  });

  it('never shows a secret in a fault', () => {
    const faults = faultsOf({
      JWT_SECRET: 'hunter2',
      VIN_KEY: 'hunter3',
      METRICS_TOKEN: 'hunter4',
      DATABASE_URL: 'hunter5',
    });
    expect(faults).toHaveLength(4);
    expect(faults.join(' ')).not.toContain('hunter');
  });

  it.each(['0.0.0.0', '::', '192.0.2.1', 'naif.example'])(
    'does not speak plain HTTP at %s',
    (host) => {
      expect(faultsOf({ HOST: host })).toEqual([
        expect.stringMatching(/^HOST is .* others can reach/),
      ]);
      expect(faultsOf({ HOST: host, TRUST_PROXY: '10.0.0.1' })).toEqual([]);
    },
  );

  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost', '::ffff:127.0.0.1'])(
    'takes %s for loopback',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );

  it('wants certificate and key together', () => {
    expect(faultsOf({ TLS_CERT_FILE: '/nowhere.crt' })).toEqual([
      'TLS_CERT_FILE and TLS_KEY_FILE belong together: set both or neither.',
      'TLS_CERT_FILE names /nowhere.crt, which does not exist.',
    ]);
  });

  it.each(['10.0.0.1/33', 'nginx', '10.0.0.1/', '::1/129', '10.0.0.0/8/8'])(
    'refuses the proxy %s',
    (proxy) => {
      expect(faultsOf({ TRUST_PROXY: proxy })).toEqual([expect.stringContaining(`"${proxy}"`)]);
    },
  );

  it('knows a demo password only in the demo', () => {
    expect(faultsOf({ DEMO_PASSWORD: 'long enough' })).toEqual([
      expect.stringContaining('DEMO_PASSWORD is set'),
    ]);
    expect(readEnvironment({ DEMO_PASSWORD: 'long enough', NAIF_MODE: 'demo' }).demoPassword).toBe(
      'long enough',
    );
  });

  it('documents each of its settings', () => {
    const settings = settingsOf(Environment);
    expect(settings.length).toBeGreaterThan(15);
    for (const { key, about, unit } of settings) {
      expect(key).toMatch(/^[A-Z][A-Z_]+$/);
      expect(about).toMatch(/\.$/);
      expect(unit).not.toBe('');
    }
  });
});
