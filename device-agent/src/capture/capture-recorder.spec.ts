import { parseCaptureLine } from './capture-line.js';
import { CaptureRecorder, type CapturedDevice } from './capture-recorder.js';
import { withoutVin } from './vin-mask.js';

const START = Date.UTC(2026, 10, 25, 18, 30, 0, 142);

function record(device: CapturedDevice, talk: (recorder: CaptureRecorder) => void): string[] {
  const lines: string[] = [];
  const recorder = new CaptureRecorder(
    device,
    () => START,
    (line) => lines.push(line),
  );
  talk(recorder);
  recorder.flush();
  return lines;
}

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

it('writes an adapter’s talk in the form of the recorded session, however it is cut', () => {
  for (const size of [1, 3, 100]) {
    const lines = record('elm', (recorder) => {
      recorder.sent(bytes('01 04\r'));
      const answer = '01 04\r41 04 2A \r\r>';
      for (let at = 0; at < answer.length; at += size) {
        recorder.received(bytes(answer.slice(at, at + size)));
      }
    });
    expect(lines).toEqual([
      '18:30:00.142 > 01 04',
      '18:30:00.142 < 01 04',
      '18:30:00.142 < 41 04 2A',
    ]);
  }
});

it('escapes what cannot be printed, and gives back the very bytes', () => {
  const [line = ''] = record('nmea', (recorder) => {
    recorder.received(bytes('\xb5b\\\x01$GPRMC*00\r\n'));
  });
  expect(line).toBe('18:30:00.142 < \\xb5b\\\\\\x01$GPRMC*00');
  expect(parseCaptureLine(line)).toEqual({
    direction: '<',
    bytes: Buffer.from('\xb5b\\\x01$GPRMC*00', 'latin1'),
  });
  expect(parseCaptureLine('# comment')).toBeUndefined();
});

it('masks the VIN, and only until the next request', () => {
  const lines = record('elm', (recorder) => {
    recorder.sent(bytes('0902\r'));
    recorder.received(bytes('014\r0: 49 02 01 57 50 30 \r1: 5A 5A 5A 39 39 5A 54 \r\r>'));
    recorder.sent(bytes('010C\r'));
    recorder.received(bytes('41 0C 35 5A \r\r>'));
  });
  expect(lines.map((line) => line.slice(15))).toEqual([
    '0902',
    '014',
    '0: 49 02 01 58 58 58',
    '1: 58 58 58 58 58 58 58',
    '010C',
    '41 0C 35 5A',
  ]);
});

it('masks the VIN in an answer that comes late, or once more', () => {
  const lines = record('elm', (recorder) => {
    recorder.sent(bytes(' 010C\r'));
    recorder.received(bytes('7E8 10 14 49 02 01 57 50 30 \r7E8 21 5A 5A \r>'));
    recorder.sent(bytes(' 0902\r'));
    recorder.sent(bytes('\r'));
    recorder.received(bytes('1: 57 50 30 \r\r>'));
  });
  expect(lines.filter((line) => line.includes('<')).map((line) => line.slice(15))).toEqual([
    '7E8 10 14 49 02 01 58 58 58',
    '7E8 21 58 58',
    '1: 58 58 58',
  ]);
});

it.each([
  ['7E8 10 14 49 02 01 57 50 30', '7E8 10 14 49 02 01 58 58 58'],
  ['7E8 21 5A 5A 5A 39 39 5A 54', '7E8 21 58 58 58 58 58 58 58'],
  ['7E81014490201575030', '7E81014490201585858'],
  ['7E8215A5A5A39395A54', '7E82158585858585858'],
  ['18DAF110 10 14 49 02 01 57 50 30', '18DAF110 10 14 49 02 01 58 58 58'],
  ['18 DA F1 10 21 57 50 30', '18 DA F1 10 21 58 58 58'],
  ['48 6B 10 49 02 01 00 00 00 57 A2', '48 6B 10 49 02 01 00 00 00 58 A2'],
  ['0:490201575030', '0:490201585858'],
  ['49 02 01 57 50 3 <DATA ERROR', '49 02 01 58 58 3 <DATA ERROR'],
  ['NO DATA', 'NO DATA'],
  ['SEARCHING...', 'SEARCHING...'],
])('keeps the framing of %j', (line, masked) => {
  expect(withoutVin(line)).toBe(masked);
});
