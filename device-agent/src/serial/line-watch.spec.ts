import { beginWatch, bytesCame, deviceRecognised, faultOf, patienceEndsAt } from './line-watch.js';

const OPENED_MS = 100_000;

describe('the watch over an open line', () => {
  const open = beginWatch(9600, OPENED_MS);
  const heard = bytesCame(open, 20, OPENED_MS + 1000);
  const known = deviceRecognised(heard, OPENED_MS + 1100);

  it.each([
    ['nothing has come', open, false, 4000, 'silent'],
    ['what came is not recognised', heard, false, 4000, 'not-recognised'],
    [
      'more came and is not recognised',
      bytesCame(heard, 20, OPENED_MS + 3900),
      false,
      4000,
      'not-recognised',
    ],
    ['a recognised device is silent', known, false, 9000, 'silent'],
    ['a driver that judges silence recognises nothing', open, true, 4000, 'silent'],
    [
      'a device is recognised without a byte',
      deviceRecognised(open, OPENED_MS),
      false,
      8000,
      'silent',
    ],
  ] as const)('when %s', (_, state, judgesSilence, afterMs, fault) => {
    const dueMs = OPENED_MS + afterMs;
    expect(patienceEndsAt(state, judgesSilence)).toBe(dueMs);
    expect(faultOf(state, judgesSilence, dueMs - 1)).toBeUndefined();
    expect(faultOf(state, judgesSilence, dueMs)).toBe(fault);
  });

  it('leaves the silence of a recognised device to a driver that judges it', () => {
    expect(patienceEndsAt(known, true)).toBe(Infinity);
    expect(faultOf(known, true, OPENED_MS + 86_400_000)).toBeUndefined();
  });

  it.each([
    ['a full line', 960, undefined],
    ['a USB device that is a little faster than its line would be', 1800, undefined],
    ['three times what a line carries', 2880, 'flooded'],
    ['a hose', 1_000_000, 'flooded'],
  ] as const)('judges %s', (_, bytesPerSecond, fault) => {
    let state = deviceRecognised(open, OPENED_MS);
    for (let tenth = 1; tenth <= 600; tenth += 1) {
      state = bytesCame(state, bytesPerSecond / 10, OPENED_MS + tenth * 100);
    }
    expect(faultOf(state, false, OPENED_MS + 60_000)).toBe(fault);
  });

  it('forgives what a busy machine finds all at once', () => {
    const late = bytesCame(bytesCame(open, 4096, OPENED_MS + 5), 8000, OPENED_MS + 5);
    expect(faultOf(late, false, OPENED_MS + 6)).toBeUndefined();
    expect(bytesCame(late, 10, OPENED_MS + 20_000).excessBytes).toBe(10);
  });
});
