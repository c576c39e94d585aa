import { parseStatus, type StatusDocument } from './status-document.js';
import { statusLines } from './status-lines.js';
import { judge } from './release-health.js';

const DOCUMENT: StatusDocument = {
  version: '1.2.3',
  pid: 42,
  uptimeSeconds: 7200,
  carId: 'c'.repeat(64),
  deviceId: 'device-1',
  server: 'https://main',
  backup: 'https://backup',
  healthy: true,
  clock: {
    trusted: true,
    source: 'gps',
    uncertaintyMs: 80,
    time: '2026-11-25T10:00:00.000Z',
  },
  lines: {
    gps: {
      candidates: ['/dev/a', '/dev/b'],
      state: 'open',
      path: '/dev/a',
      baudRate: 9600,
      reopened: 2,
    },
    obd: {
      candidates: ['/dev/c', '/dev/d'],
      state: 'waiting',
      reopened: 0,
      lastFault: { fault: 'unplugged', secondsAgo: 125 },
    },
  },
  status: {
    time: '2026-11-25T10:00:00.000Z',
    power: 'driving',
    gps: 'no-fix',
    obd: 'missing',
    battery_voltage: 13.9,
    outbox_depth: 12,
    outbox_oldest: '2026-11-25T09:50:00.000Z',
    readings_dropped: 3,
    site: 'backup',
    vin_matches: false,
  },
  lastUpload: { secondsAgo: 4 },
  lastTrouble: { detail: 'no answer in time', secondsAgo: 30 },
};

it('tells people all of it in words', () => {
  expect(statusLines(DOCUMENT)).toEqual([
    'Agent:    version 1.2.3, running for 2 h (process 42)',
    'State:    well',
    'Vehicle:  cccccccccccc…, device device-1',
    'Power:    driving',
    'GPS:      talks, but sees too few satellites for a fix · /dev/a at 9600 bit/s, found again 2 times',
    'OBD-2:    not found at /dev/c, /dev/d (it was unplugged, 2 min ago)',
    'Car:      NOT the one that was enrolled: its VIN is another',
    'Battery:  13.9 V',
    'Clock:    2026-11-25T10:00:00.000Z, from gps, at most 80 ms off',
    'Outbox:   12 readings wait, the oldest for 10 min, 3 given up',
    'Upload:   last one 4 s ago, to backup site https://backup; trouble 30 s ago: no answer in time',
  ]);
});

it('says what is switched off, not known yet, or not well', () => {
  const { vin_matches: _, ...status } = DOCUMENT.status;
  const lines = statusLines({
    ...DOCUMENT,
    healthy: false,
    lines: {},
    clock: { ...DOCUMENT.clock, trusted: false },
    status: { ...status, outbox_depth: 0, disk_refuses: true },
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      'State:    NOT WELL: the disk refuses what it writes',
      'GPS:      switched off',
      'OBD-2:    switched off',
      'Clock:    not trusted yet: waits for satellites, NTP or the server',
      'Outbox:   empty, 3 given up, held in memory',
    ]),
  );
});

it('reads what an agent tells, and nothing else', () => {
  expect(parseStatus(JSON.stringify(DOCUMENT))).toEqual(DOCUMENT);
  for (const text of ['', 'null', '[]', '{}', '{"version":"1.2.3"}']) {
    expect(parseStatus(text)).toBeUndefined();
  }
});

it.each([
  ['it does not run', 'it does not run'],
  [{ ...DOCUMENT, version: '1.2.2' }, 'version 1.2.2 still answers in its place'],
  [{ ...DOCUMENT, healthy: false }, 'it runs, but the disk refuses what it writes'],
  [{ ...DOCUMENT, uptimeSeconds: 2 }, 'it starts again and again'],
  [DOCUMENT, undefined],
])('judges a release by its answer (%#)', (answer, says) => {
  const health = judge(answer, '1.2.3');
  expect(health).toEqual(says === undefined ? { well: true } : { well: false, says });
});
