import { LinuxTime, parseChronyTracking } from '../src/adapters/linux-time.js';

describe('the time of a Linux machine', () => {
  it('counts from the boot and names it', () => {
    const time = new LinuxTime();
    const first = time.monotonic();
    expect(time.monotonic()).toBeGreaterThanOrEqual(first);
    expect(time.boot).toMatch(/^[0-9a-f-]{36}$/);
    expect(new LinuxTime().boot).toBe(time.boot);
  });

  it.each([
    [
      'C0A80101,192.168.1.1,3,1700000000.123456789,-0.000012345,0.000020000,0.000100000,-15.000,-0.010,0.100,0.020000000,0.001500000,64.2,Normal\n',
      11.512,
    ],
    ['00000000,,0,0.000000000,0.0,0.0,0.0,-1.0,0.0,0.0,1.0,1.0,0.0,Not synchronised\n', undefined],
    ['506 Cannot talk to daemon\n', undefined],
    ['', undefined],
  ])('reads what chrony says: %j', (csv, uncertaintyMs) => {
    const found = parseChronyTracking(csv);
    if (uncertaintyMs === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(uncertaintyMs, 2);
  });
});
