import { createPrivateKey } from 'node:crypto';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { MemoryState } from '../adapters/memory/memory-state.js';
import { answered, ScriptedUplink } from '../adapters/memory/scripted-uplink.js';
import type { UplinkAnswer, UplinkFailure } from '../ports/uplink.js';
import { publicKeyText } from './device-key.js';
import { cameFrom, enrol, storedEnrolment } from './enrolment.js';

const RECEIPT = {
  carId: 'ab'.repeat(32),
  deviceId: 'device-1',
  audience: 'naif-control',
  settings: { samplingIntervalMs: 1000, batchSize: 5 },
};
const LOST: UplinkFailure = { kind: 'unreachable', timedOut: false, reason: 'connection refused' };

function setUp(...answers: (UplinkAnswer | UplinkFailure)[]) {
  const state = new MemoryState();
  const clock = new ManualClock();
  const uplink = new ScriptedUplink(() => answers.shift() ?? LOST);
  const parts = { state, clock, uplink, random: () => 0.5 };
  const options = { server: 'https://naif.example', code: 'abcd-1234', retryForMs: 10_000 };
  return { state, clock, uplink, enrolled: () => enrol(parts, options) };
}

describe('enrol', () => {
  it('sends the public key of the key that it stores, and stores what it gets', async () => {
    const { state, uplink, enrolled } = setUp(answered(201, { ...RECEIPT, later: 'field' }));
    const enrolment = await enrolled();
    const key = createPrivateKey(state.read('device-key.pem') ?? '');
    expect(uplink.requests[0]?.body).toMatchObject({
      code: 'abcd-1234',
      publicKey: publicKeyText(key),
    });
    expect(publicKeyText(key)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(enrolment).toMatchObject({ ...RECEIPT, server: 'https://naif.example' });
    expect(storedEnrolment(state)).toEqual(enrolment);
    expect(cameFrom(enrolment, 'ABCD 1234')).toBe(true);
    expect(cameFrom(enrolment, 'ABCD 1235')).toBe(false);
  });

  it('asks again with the same key while the server is away', async () => {
    const { uplink, enrolled } = setUp(LOST, answered(503), answered(201, RECEIPT));
    await enrolled();
    const keys = uplink.requests.map(({ body }) => (body as { publicKey: string }).publicKey);
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(3);
  });

  it.each<[string, UplinkAnswer, string]>([
    ['unknown', answered(404, { code: 'ENROLMENT.CODE_UNKNOWN' }), 'does not know this code'],
    ['used', answered(409, { code: 'ENROLMENT.CODE_USED' }), 'used already'],
    ['expired', answered(410, { code: 'ENROLMENT.CODE_EXPIRED' }), 'has expired'],
    [
      'throttled',
      answered(429, { code: 'TOO_MANY', detail: 'Wait a minute.' }),
      'Wait a minute. (TOO_MANY)',
    ],
    [
      'asked elsewhere',
      { kind: 'answered', status: 404, body: '<html>' },
      'no NAIF Control server',
    ],
    ['not understood', answered(201, { ...RECEIPT, carId: 'x' }), 'not understood (carId)'],
  ])('says what is wrong when the code is %s', async (_, answer, sentence) => {
    const { state, uplink, enrolled } = setUp(answer);
    await expect(enrolled()).rejects.toThrow(sentence);
    expect(uplink.requests).toHaveLength(1);
    expect(storedEnrolment(state)).toBeUndefined();
  });

  it('gives up on a server that cannot be reached', async () => {
    const { clock, enrolled } = setUp();
    await expect(enrolled()).rejects.toThrow('cannot be reached (connection refused)');
    expect(clock.monotonic()).toBeLessThanOrEqual(10_000);
  });
});
