import { readSettings } from './command-line.js';
import { UsageError } from './option.js';
import { AgentSettings, EnrolSettings, ReplaySettings, SimulatorSettings } from './settings.js';

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
    expect(() => readSettings(EnrolSettings, origin(''))).toThrow(
      /--server URL is needed.*\n.*--code/,
    );
  });

  it.each(['0.5', '2000', 'max'])('refuses DEMO_SPEED=%s', (DEMO_SPEED) => {
    const line = '--server http://127.0.0.1:1 --vehicles v';
    expect(() => readSettings(SimulatorSettings, origin(line, { DEMO_SPEED }))).toThrow(
      'from 1 to 1000',
    );
  });
});
