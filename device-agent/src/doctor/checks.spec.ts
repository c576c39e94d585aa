import type { GpsState, ObdState } from '@naif/wire';
import type { LineDocument } from '../commands/status-document.js';
import { checkLines, fault, ok, unknown } from './check.js';
import { clockCheck } from './clock-check.js';
import { serviceCheck } from './enrolment-checks.js';
import { carCheck, gpsCheck, obdCheck } from './sensor-checks.js';
import { serverCheck } from './server-checks.js';

const OPEN: LineDocument = {
  candidates: ['/dev/x'],
  state: 'open',
  path: '/dev/x',
  baudRate: 9600,
  reopened: 0,
};
const NOW = Date.UTC(2026, 10, 25);
const DAY = 86_400_000;

it('prints each finding with its sign, and what to do below it', () => {
  const checks = [ok('A', 'fine'), fault('B', 'gone', 'Find it.'), unknown('C', 'dark')];
  expect(checkLines(checks)).toEqual([
    '✓ A: fine.',
    '✗ B: gone.',
    '    → Find it.',
    '– C: dark.',
    '',
    '1 of 3 things have to be put right.',
  ]);
  expect(checkLines([ok('A', 'fine')]).at(-1)).toBe('All is well.');
});

it.each<[GpsState, string]>([
  ['ok', 'ok'],
  ['no-fix', 'fault'],
  ['silent', 'fault'],
  ['missing', 'fault'],
])('judges a receiver that is %s', (gps, outcome) => {
  expect(gpsCheck({ lines: { gps: OPEN }, status: { gps } }).outcome).toBe(outcome);
});

it.each<[ObdState, string]>([
  ['ok', 'ok'],
  ['engine-off', 'ok'],
  ['no-car', 'fault'],
  ['silent', 'fault'],
  ['missing', 'fault'],
])('judges an adapter that is %s', (obd, outcome) => {
  expect(obdCheck({ lines: { obd: OPEN }, status: { obd } }).outcome).toBe(outcome);
});

it('tells a device that is switched off from one that is lost, or still looked for', () => {
  const { path: _path, baudRate: _rate, ...waiting } = { ...OPEN, state: 'waiting' as const };
  const lost = { ...waiting, lastFault: { fault: 'unplugged' as const, secondsAgo: 5 } };
  expect(gpsCheck({ lines: {}, status: {} })).toMatchObject({ outcome: 'ok' });
  expect(gpsCheck({ lines: { gps: waiting }, status: {} })).toMatchObject({ outcome: 'unknown' });
  expect(obdCheck({ lines: { obd: lost }, status: {} })).toMatchObject({
    outcome: 'fault',
    says: 'not found at /dev/x: it was unplugged (5 s ago)',
  });
});

it('notices an agent in another car', () => {
  expect(carCheck({ lines: {}, status: {} })).toEqual([]);
  expect(carCheck({ lines: {}, status: { vin_matches: false } })).toMatchObject([
    { outcome: 'fault' },
  ]);
});

it.each([
  ['name', 'ENOTFOUND', /its name is not found.*Is the Pi online/],
  ['connection', 'ECONNREFUSED', /no connection.*firewall/],
  ['certificate', 'CERT_HAS_EXPIRED', /Is the clock right/],
  ['certificate', 'SELF_SIGNED_CERT_IN_CHAIN', /NAIF_CA_FILE/],
  ['answer', undefined, /does not answer as a NAIF Control server/],
] as const)('explains a server that is out of reach at the %s (%s)', (step, code, words) => {
  const result = { reached: false, step, reason: 'why', ...(code ? { code } : {}) } as const;
  const { outcome, says, remedy } = serverCheck('Server', 'https://s', result, NOW);
  expect(outcome).toBe('fault');
  expect(`${says}. ${remedy ?? ''}`).toMatch(words);
});

it('warns of a certificate before it ends', () => {
  const reached = { reached: true, address: '::1' } as const;
  const check = (days: number) =>
    serverCheck('Server', 'https://s', { ...reached, certificateEnds: NOW + days * DAY }, NOW);
  expect(check(30).outcome).toBe('ok');
  expect(check(3)).toMatchObject({
    outcome: 'fault',
    says: expect.stringContaining('2026-11-28') as string,
  });
});

it('says whether the time is trusted, and that only a running agent needs it', () => {
  const known = { trusted: true, source: 'gps', uncertaintyMs: 50 };
  expect(clockCheck(known, true)).toMatchObject({
    outcome: 'ok',
    says: 'trusted, from gps, at most 50 ms off',
  });
  expect(clockCheck({ trusted: false, source: 'none' }, true).outcome).toBe('fault');
  expect(clockCheck({ trusted: false, source: 'none' }, false).outcome).toBe('unknown');
});

it.each([
  ['version 1 runs', undefined, undefined, 'ok'],
  [undefined, 'active', undefined, 'fault'],
  [undefined, 'failed', undefined, 'fault'],
  [undefined, 'inactive', undefined, 'fault'],
  [undefined, undefined, 'it may not be asked', 'fault'],
  [undefined, undefined, undefined, 'unknown'],
])('judges the service (%s, %s, %s)', (running, active, problem, outcome) => {
  expect(serviceCheck(running, active, problem).outcome).toBe(outcome);
});
