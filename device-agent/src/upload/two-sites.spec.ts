import type { Site } from '@naif/wire';
import { ManualClock } from '../adapters/memory/manual-clock.js';
import { answered, ScriptedUplink } from '../adapters/memory/scripted-uplink.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { UplinkAnswer, UplinkFailure } from '../ports/uplink.js';
import { TwoSites } from './two-sites.js';

type Reply = UplinkAnswer | UplinkFailure;

const OK = answered(200, { fine: true });
const SILENT: UplinkFailure = { kind: 'unreachable', timedOut: true, reason: 'no answer' };
const REFUSED: UplinkFailure = { kind: 'unreachable', timedOut: false, reason: 'refused' };
const REQUEST = { path: '/upload', body: {} };

function setUp(main: Reply, backup: Reply) {
  const says: Record<Site, Reply> = { main, backup };
  const sites = {
    main: new ScriptedUplink(() => says.main),
    backup: new ScriptedUplink(() => says.backup),
  };
  const clock = new ManualClock();
  const log = new SilentLog();
  return { says, sites, clock, log, uplink: new TwoSites({ sites, clock, log }) };
}

describe('TwoSites', () => {
  it.each<[string, Reply, Reply, object]>([
    ['main answers', OK, OK, { ...OK, site: 'main' }],
    ['main refuses', REFUSED, OK, { ...OK, site: 'backup' }],
    ['main is silent', SILENT, OK, { ...OK, site: 'backup' }],
    ['main answers 500', answered(500), OK, { ...OK, site: 'backup' }],
    ['main does not want this device', answered(401), OK, { ...OK, site: 'backup' }],
    ['main knows no such address', answered(404), OK, { status: 404, site: 'main' }],
    ['main finds it too large', answered(413), OK, { status: 413, site: 'main' }],
    ['main asks to come later', answered(429), OK, { status: 429, site: 'main' }],
    [
      'main finds the token too old',
      answered(401, { code: 'DEVICE.TOKEN_EXPIRED' }),
      OK,
      { status: 401, site: 'main' },
    ],
    [
      'nobody is there',
      SILENT,
      REFUSED,
      { kind: 'unreachable', timedOut: true, reason: 'main: no answer; backup: refused' },
    ],
    ['only a 503 was said', answered(503), REFUSED, { status: 503, site: 'main' }],
    [
      'one does not want this device and the other is away',
      answered(403),
      REFUSED,
      { reason: 'refused' },
    ],
    ['neither wants this device', answered(403), answered(401), { status: 403 }],
  ])('gives back the best answer when %s', async (_, main, backup, expected) => {
    const { uplink } = setUp(main, backup);
    expect(await uplink.post(REQUEST)).toMatchObject(expected);
  });

  it('goes back by itself', async () => {
    const { uplink, says, sites, clock, log } = setUp(REFUSED, OK);
    await uplink.post(REQUEST);
    says.main = OK;
    clock.advance(29_000);
    expect(await uplink.post(REQUEST)).toMatchObject({ site: 'backup' });
    clock.advance(1000);
    expect(await uplink.post(REQUEST)).toMatchObject({ site: 'main' });
    expect(sites.main.requests).toHaveLength(2);
    expect(log.events).toEqual(['site.failed_over', 'site.returned']);
  });

  it.each<[string, Reply]>([
    ['asks to come later', answered(429)],
    ['redirects', answered(302)],
    ['knows no such address', answered(404)],
    ['serves a page', { kind: 'answered', status: 200, body: '<html>' }],
    ['finds the token too old', answered(401, { code: 'DEVICE.TOKEN_EXPIRED' })],
  ])('does not go back to a main site that %s', async (_, main) => {
    const { uplink, says, clock } = setUp(REFUSED, OK);
    await uplink.post(REQUEST);
    says.main = main;
    clock.advance(30_000);
    expect(await uplink.post(REQUEST)).toMatchObject({ status: 200, site: 'backup' });
  });

  it('leaves half of a short time for the other site', async () => {
    const { uplink, sites } = setUp(SILENT, OK);
    await uplink.post({ ...REQUEST, withinMs: 4000 });
    expect(sites.main.requests[0]?.withinMs).toBe(2000);
    expect(sites.backup.requests[0]?.withinMs).toBe(4000);
  });

  it('learns nothing from an upload that was given up', async () => {
    const { uplink, sites } = setUp(REFUSED, OK);
    const given = AbortSignal.abort();
    expect(await uplink.post(REQUEST, given)).toEqual(REFUSED);
    expect(sites.backup.requests).toHaveLength(0);
    await uplink.post(REQUEST);
    expect(sites.main.requests).toHaveLength(2);
  });
});
