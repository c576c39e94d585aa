import type { SmallCar } from './small-elm327.js';

/** What a spec can do to the car, and look at afterwards. */
export interface DrivenCar extends SmallCar {
  /** The ignition: off, no ECU answers. */
  on: boolean;
  battery: number;
  latencyMs: number;
  /** The engine ECU's data bytes, by parameter. */
  readonly data: Map<number, readonly number[]>;
  /** Stored, pending and permanent trouble codes as bytes, two each. */
  readonly codes: Record<'03' | '07' | '0A', number[]>;
  mil: boolean;
  vin: string;
}

const ENGINE = '7E8';
const GEARBOX = '7E9';
/** What the gearbox knows besides: vehicle speed. */
const GEARBOX_PIDS = [0x0d];

/** A car on 11-bit CAN with two ECUs: the engine's knows what `data` holds, the gearbox's its own idea of the speed. */
export function drivenCar(pids: readonly (readonly [number, readonly number[]])[]): DrivenCar {
  const car: DrivenCar = {
    on: true,
    battery: 14.1,
    latencyMs: 60,
    data: new Map(pids),
    codes: { '03': [], '07': [], '0A': [] },
    mil: false,
    vin: 'VF1BB05CF26543210',
    volts: () => `${car.battery.toFixed(1)}V`,
    answer: (request) => {
      const search = request === '0100';
      if (!car.on) {
        return search
          ? { lines: ['SEARCHING...', 'UNABLE TO CONNECT'], latencyMs: 4500 }
          : { lines: ['NO DATA'], latencyMs: 200 };
      }
      const lines = linesOf(car, request);
      return {
        lines: lines.length > 0 ? [...(search ? ['SEARCHING...'] : []), ...lines] : ['NO DATA'],
        latencyMs: search ? 1500 : car.latencyMs,
      };
    },
  };
  return car;
}

function linesOf(car: DrivenCar, request: string): readonly string[] {
  const mode = request.slice(0, 2);
  const pid = Number.parseInt(request.slice(2), 16);
  if (mode === '03' || mode === '07' || mode === '0A') {
    const codes = car.codes[mode];
    return canFrames(ENGINE, [Number.parseInt(mode, 16) + 0x40, codes.length / 2, ...codes]);
  }
  if (mode === '09') return canFrames(ENGINE, [0x49, 0x02, 1, ...Buffer.from(car.vin, 'latin1')]);
  if (pid === 0x01) {
    const first = (car.mil ? 0x80 : 0) | (car.codes['03'].length / 2);
    return canFrames(ENGINE, [0x41, 0x01, first, 0x07, 0xe5, 0]);
  }
  if (pid % 0x20 === 0) {
    const known = [...car.data.keys()];
    return [
      ...canFrames(ENGINE, [0x41, pid, ...bitmap(pid, known)]),
      ...(pid === 0 ? canFrames(GEARBOX, [0x41, 0, ...bitmap(0, GEARBOX_PIDS)]) : []),
    ];
  }
  const bytes = car.data.get(pid);
  const gearbox = pid === 0x0d ? canFrames(GEARBOX, [0x41, 0x0d, 99]) : [];
  // The gearbox answers first now and then: the order says nothing.
  return bytes ? [...gearbox, ...canFrames(ENGINE, [0x41, pid, ...bytes])] : [];
}

function bitmap(base: number, known: readonly number[]): readonly number[] {
  const bytes = [0, 0, 0, 0];
  const next = base + 0x20;
  for (const pid of [...known, ...(known.some((each) => each > next) ? [next] : [])]) {
    const place = pid - base - 1;
    if (place < 0 || place > 31) continue;
    bytes[place >> 3] = (bytes[place >> 3] ?? 0) | (0x80 >> (place & 7));
  }
  return bytes;
}

/** A message as the adapter shows its frames, filled up to eight bytes as ISO 15765-4 wants. */
export function canFrames(id: string, message: readonly number[]): readonly string[] {
  const show = (frame: readonly number[]): string =>
    `${id} ${[...frame, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa]
      .slice(0, 8)
      .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
      .join(' ')} `;
  if (message.length <= 7) return [show([message.length, ...message])];
  const frames = [
    show([0x10 | (message.length >> 8), message.length & 0xff, ...message.slice(0, 6)]),
  ];
  for (let at = 6, index = 1; at < message.length; at += 7, index += 1) {
    frames.push(show([0x20 | (index & 0x0f), ...message.slice(at, at + 7)]));
  }
  return frames;
}
