import { readSettings } from './command-line.js';
import { UsageError } from './option.js';
import { ReplaySettings } from './replay-settings.js';
import { AgentSettings, SimulatorSettings } from './settings.js';
import { DecodeSettings } from './support-settings.js';

const origin = (line: string, env: Record<string, string> = {}) => ({
  args: line.split(' ').filter(Boolean),
  env,
});

describe('readSettings', () => {
  it('takes the flag, else the environment, else the default', () => {
    const env = { NAIF_STATE_DIR: '/e', NAIF_SERVER: 'https://e' };
    expect(readSettings(AgentSettings, origin('--state /f', env))).toMatchObject({
      state: '/f',
      server: 'https://e',
    });
    expect(readSettings(AgentSettings, origin(''))).toMatchObject({ state: '/var/lib/naif-agent' });
  });

  it.each<[string, Partial<ReplaySettings>]>([
    ['', { speed: 1, giveUpAfter: 60 }],
    ['--speed 2.5', { speed: 2.5 }],
    ['--speed 100000', { speed: 100_000 }],
    ['--speed max', { speed: Infinity }],
    ['--from 2026-01-05T08:00:00Z', { from: Date.UTC(2026, 0, 5, 8) }],
    ['--from 2026-01-05T08:00:00', { from: Date.UTC(2026, 0, 5, 8) }],
    ['--from 2026-01-05T08:00:00+02:00', { from: Date.UTC(2026, 0, 5, 6) }],
    ['--from 2026-01-05', { from: Date.UTC(2026, 0, 5) }],
    ['--give-up-after 5', { giveUpAfter: 5 }],
  ])('reads replay %s', (line, expected) => {
    const settings = readSettings(
      ReplaySettings,
      origin(`--recording r --server https://s ${line}`),
    );
    expect(settings).toMatchObject(expected);
  });

  it.each([
    ['--speed 0', /--speed must be a number above 0/],
    ['--speed fast', /--speed must be/],
    ['--from yesterday', /--from must be an ISO 8601 instant/],
    ['--give-up-after 0', /at least 1 second/],
    ['--server ftp://s', /--server URL is needed/],
    ['--colour red', /--colour/],
    ['stray', /stray/],
  ])('refuses replay %s', (line, fault) => {
    const text = `--recording r ${line.includes('--server') ? '' : '--server https://s'} ${line}`;
    expect(() => readSettings(ReplaySettings, origin(text))).toThrow(fault);
    expect(() => readSettings(ReplaySettings, origin(text))).toThrow(UsageError);
  });

  it('lists every fault at once', () => {
    const line = '--gps ttyUSB0 --gps-baud 9601 --trust-system-clock perhaps --outbox-days 0';
    expect(faultsOf(origin(line))).toEqual([
      '--gps must be device files beginning with /, separated by commas, or none.',
      expect.stringMatching(/^--gps-baud must be of 4800, .*, separated by commas\.$/),
      '--trust-system-clock must be yes or no.',
      '--outbox-days must be a whole number from 1 to 3650.',
    ]);
  });

  it('reads lists, and none as no device at all', () => {
    const settings = readSettings(
      AgentSettings,
      origin('--gps none --obd /dev/a,/dev/b --obd-baud 9600'),
    );
    expect(settings).toMatchObject({ gps: [], obd: ['/dev/a', '/dev/b'], obdBaud: [9600] });
  });

  it('takes the word that belongs to a command in any place, and no second one', () => {
    for (const line of ['--elm FILE', 'FILE --elm']) {
      expect(readSettings(DecodeSettings, origin(line))).toMatchObject({ file: 'FILE', elm: true });
    }
    expect(() => readSettings(DecodeSettings, origin('FILE MORE --elm'))).toThrow('MORE');
  });

  it.each(['0.5', '2000', 'max'])('refuses DEMO_SPEED=%s', (DEMO_SPEED) => {
    const line = '--server http://127.0.0.1:1 --vehicles v';
    expect(() => readSettings(SimulatorSettings, origin(line, { DEMO_SPEED }))).toThrow(
      'from 1 to 1000',
    );
  });
});

describe('the configuration file', () => {
  const withFile = (text: string | undefined, line = '', env: Record<string, string> = {}) => ({
    ...origin(line, env),
    readFile: (path: string) => (path === '/etc/naif-agent/agent.conf' ? text : undefined),
  });

  it('stands below the flag and the environment, and above the default', () => {
    const text =
      '# ours\n\nNAIF_SERVER=https://f\nNAIF_STATE_DIR="/f"\nNAIF_GPS=/dev/f # the mouse\n';
    const env = { NAIF_STATE_DIR: '/e', NAIF_GPS: '/dev/e' };
    expect(readSettings(AgentSettings, withFile(text, '--gps /dev/a', env))).toMatchObject({
      server: 'https://f',
      state: '/e',
      gps: ['/dev/a'],
    });
    expect(readSettings(AgentSettings, withFile(text))).toMatchObject({
      state: '/f',
      gps: ['/dev/f'],
    });
  });

  it('may be absent, but not when it was named', () => {
    expect(readSettings(AgentSettings, withFile(undefined)).state).toBe('/var/lib/naif-agent');
    expect(faultsOf(withFile(undefined, '--config /nowhere'))).toEqual([
      'There is no configuration file /nowhere.',
    ]);
  });

  it('names file, line and key of every fault', () => {
    const text = [
      'NAIF_SERVER=ftp://x',
      'NAIF_GSP=/dev/x',
      'gps = yes',
      'NAIF_OBD_BAUD=fast',
      'NAIF_OBD_BAUD=9600',
      'NAIF_OUTBOX=5',
    ].join('\n');
    expect(faultsOf(withFile(text, '', { NAIF_TRUST_SYSTEM_CLOCK: '1' }))).toEqual([
      '/etc/naif-agent/agent.conf:2: there is no setting NAIF_GSP.',
      '/etc/naif-agent/agent.conf:3: this is no KEY=value; comments begin with #.',
      '/etc/naif-agent/agent.conf:5: NAIF_OBD_BAUD is set already in line 4.',
      '/etc/naif-agent/agent.conf:6: there is no setting NAIF_OUTBOX (NAIF_OUTBOX_MEGABYTES?).',
      '/etc/naif-agent/agent.conf:1: NAIF_SERVER must begin with https:// (or http:// on this machine).',
      expect.stringMatching(/^\/etc\/naif-agent\/agent\.conf:4: NAIF_OBD_BAUD must be of 4800, /),
      'Environment: NAIF_TRUST_SYSTEM_CLOCK must be yes or no.',
    ]);
  });

  it('holds every key that an option of run has, but not its own place', () => {
    expect(AgentSettings.fileKeys).toContain('NAIF_BACKUP_SERVER');
    expect(AgentSettings.fileKeys).not.toContain('NAIF_CONFIG');
  });
});

function faultsOf(given: Parameters<typeof readSettings>[1]): readonly string[] {
  try {
    readSettings(AgentSettings, given);
  } catch (error) {
    if (error instanceof UsageError) return error.message.split('\n');
    throw error;
  }
  return [];
}
