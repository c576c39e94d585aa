import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '../src/adapters/memory/manual-clock.js';
import { answered, ScriptedUplink } from '../src/adapters/memory/scripted-uplink.js';
import { SilentLog } from '../src/adapters/memory/silent-log.js';
import { StateDirectory } from '../src/adapters/state-directory.js';
import { enrolAgain, type EnrolledAgain } from '../src/commands/enrol-again.js';
import { openOutbox } from '../src/commands/vehicle-folder.js';
import { deviceKey, publicKeyText } from '../src/identity/device-key.js';
import { enrol, storedEnrolment, type Enrolment } from '../src/identity/enrolment.js';

const CAR = 'a'.repeat(64);
const OTHER_CAR = 'b'.repeat(64);
const clock = new ManualClock(Date.UTC(2026, 10, 25));
const log = new SilentLog();

let folder: string;
let state: StateDirectory;
let before: Enrolment;

const server = (carId: string, status = 201): ScriptedUplink =>
  new ScriptedUplink(() =>
    answered(status, {
      carId,
      deviceId: `of-${carId.slice(0, 1)}-${Math.random()}`,
      audience: 'naif',
      settings: { samplingIntervalMs: 1000, batchSize: 5 },
    }),
  );

function again(uplink: ScriptedUplink): Promise<EnrolledAgain> {
  const request = { server: 'https://s', code: 'NEW', retryForMs: 0 };
  return enrolAgain(state, before, { uplink, clock, log, ...request });
}

function waiting(): number {
  const outbox = openOutbox(state, { clock, log });
  const depth = outbox.depth();
  outbox.close();
  return depth;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'naif-again-'));
  state = new StateDirectory(folder);
  const request = { server: 'https://s', code: 'OLD', retryForMs: 0 };
  before = await enrol({ uplink: server(CAR), state, clock, random: () => 0 }, request);
  const outbox = openOutbox(state, { clock, log });
  outbox.append([{ time: clock.now(), sensors: [{ sensor: 'arduino', millis: 1 }] }]);
  outbox.close();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('gets a new key for the same vehicle, and keeps what waits', async () => {
  const oldKey = publicKeyText(deviceKey(state));
  state.write('settings.json', '{}');
  const uplink = server(CAR);
  const { enrolment, setAside } = await again(uplink);
  expect(setAside).toBeUndefined();
  expect(storedEnrolment(state)).toEqual(enrolment);
  expect(publicKeyText(deviceKey(state))).not.toBe(oldKey);
  expect(uplink.requests[0]?.body).toMatchObject({ publicKey: publicKeyText(deviceKey(state)) });
  expect(state.read('settings.json')).toBeUndefined();
  expect(existsSync(join(folder, 'next-enrolment'))).toBe(false);
  expect(waiting()).toBe(1);
});

it('sends nothing of one vehicle as another one’s', async () => {
  const { setAside } = await again(server(OTHER_CAR));
  expect(setAside).toMatchObject({ readings: 1 });
  expect(existsSync(setAside?.path ?? '')).toBe(true);
  expect(waiting()).toBe(0);
});

it('keeps the old enrolment when the server refuses, and the new key for the next attempt', async () => {
  const oldKey = publicKeyText(deviceKey(state));
  const refusing = server(CAR, 404);
  await expect(again(refusing)).rejects.toThrow('Enrolment refused');
  expect(storedEnrolment(state)).toEqual(before);
  expect(publicKeyText(deviceKey(state))).toBe(oldKey);
  const uplink = server(CAR);
  await again(uplink);
  expect(uplink.requests[0]?.body).toEqual(refusing.requests[0]?.body);
});

it('does not take the enrolment from under a running agent', async () => {
  const outbox = openOutbox(state, { clock, log });
  await expect(again(server(CAR))).rejects.toThrow('stop it first');
  outbox.close();
  expect(storedEnrolment(state)).toEqual(before);
});
