import { clockOffset } from './clock-offset';

describe('clockOffset', () => {
  it('takes the frame that travelled fastest', () => {
    // Our clock is 5000 ms behind; frames travel 300, 20 and 400 ms.
    let offset = clockOffset(undefined, 105_000, 100_300);
    expect(offset).toBe(4700);
    offset = clockOffset(offset, 106_000, 101_020);
    expect(offset).toBe(4980);
    offset = clockOffset(offset, 107_000, 102_400);
    expect(offset).toBeGreaterThan(4950);
  });

  it('follows a clock that was set, within about a minute of frames', () => {
    let offset: number | undefined = 60_000;
    for (let frame = 0; frame < 60; frame++) offset = clockOffset(offset, 0, 0);
    expect(offset).toBeLessThan(3000);
  });
});
