import {
  addSentence,
  endEpoch,
  NO_SENTENCES,
  tellNow,
  type AssembledEpoch,
  type AssemblerState,
} from './epoch-assembler.js';
import type { Sentence } from './nmea-sentence.js';

const PARIS = [48.8584, 2.2945] as const;
const DAY_MS = Date.UTC(2026, 5, 1);

const gga = (second: number, talker = 'GP'): Sentence => ({
  kind: 'gga',
  talker,
  isFix: true,
  timeOfDayMs: second * 1000,
  location: PARIS,
  satellites: 5,
  altitudeMetres: 35,
});
const rmc = (second: number): Sentence => ({
  kind: 'rmc',
  talker: 'GP',
  isFix: true,
  timeOfDayMs: second * 1000,
  dayMs: DAY_MS,
  location: PARIS,
  speedKmh: 50,
});
const gsa: Sentence = { kind: 'gsa', talker: 'GP', dimensions: 3, hdop: 1.2 };
const zda = (second: number): Sentence => ({
  kind: 'zda',
  talker: 'GP',
  timeOfDayMs: second * 1000,
  dayMs: DAY_MS,
});
const other: Sentence = { kind: 'other', talker: 'GP' };

/** Joins sentences that come 10 ms apart; says after how many of them each instant was complete. */
class Assembler {
  state: AssemblerState = NO_SENTENCES;
  count = 0;
  readonly told: { after: number; epoch: AssembledEpoch }[] = [];

  add(...sentences: Sentence[]): this {
    for (const sentence of sentences) {
      this.count += 1;
      this.take(addSentence(this.state, sentence, this.count * 10));
    }
    return this;
  }

  take({ state, complete }: ReturnType<typeof endEpoch>): void {
    this.state = state;
    for (const epoch of complete) this.told.push({ after: this.count, epoch });
  }

  afters(): number[] {
    return this.told.map(({ after }) => after);
  }
}

describe('the epoch assembler', () => {
  it('joins the sentences of one instant', () => {
    const assembler = new Assembler().add(rmc(1), gga(1), gsa);
    assembler.take(endEpoch(assembler.state));
    expect(assembler.told).toEqual([
      {
        after: 3,
        epoch: {
          beganAtMs: 10,
          epoch: {
            time: DAY_MS + 1000,
            fix: '3d',
            location: PARIS,
            altitudeMetres: 35,
            speedKmh: 50,
            satellites: 5,
            hdop: 1.2,
          },
        },
      },
    ]);
  });

  it('waits for the next instant until it knows what to expect, then no longer', () => {
    const second = (at: number): Sentence[] => [rmc(at), gga(at), gsa, other, other];
    const assembler = new Assembler().add(...second(1), ...second(2), ...second(3), ...second(4));
    expect(assembler.afters()).toEqual([6, 11, 13, 18]);
  });

  it('expects all that the last instants had, even if one of them missed it', () => {
    const assembler = new Assembler()
      .add(rmc(1), gga(1), rmc(2), gga(2), gga(3), gga(4))
      .add(rmc(4));
    expect(assembler.afters()).toEqual([3, 5, 6, 7]);
    expect(assembler.told[3]?.epoch.epoch.time).toBe(DAY_MS + 4000);
  });

  it('tells each instant once, however late its last sentences come', () => {
    const assembler = new Assembler()
      .add(rmc(1), gga(1), rmc(2), gga(2), rmc(3), gga(3))
      .add(zda(3), gsa, rmc(4), gga(4), zda(4), gsa);
    expect(assembler.afters()).toEqual([3, 5, 6, 12]);
  });

  it('tells what there is when the receiver pauses, and then no more of it', () => {
    const assembler = new Assembler().add(rmc(1));
    assembler.take(tellNow(assembler.state));
    assembler.add(gga(1));
    assembler.take(tellNow(assembler.state));
    assembler.take(endEpoch(assembler.state));
    expect(assembler.afters()).toEqual([1]);
  });

  it('passes over repeated sentences, and those that belong to no instant', () => {
    const assembler = new Assembler().add(gsa, other, gga(1), gga(1), gga(1, 'GL'), gga(2));
    expect(assembler.afters()).toEqual([6]);
    expect(assembler.told[0]?.epoch.epoch.satellites).toBe(10);
  });

  it('separates the instants of a receiver that does not know the time', () => {
    const unaware: Sentence[] = [
      { kind: 'rmc', talker: 'GP', isFix: false },
      { kind: 'gga', talker: 'GP', isFix: false, satellites: 0 },
    ];
    const assembler = new Assembler().add(...unaware, ...unaware, ...unaware);
    expect(assembler.told.map(({ epoch }) => epoch.epoch)).toEqual(
      Array.from({ length: 3 }, () => ({ fix: 'none', satellites: 0 })),
    );
  });

  it('keeps a bounded number of sentences', () => {
    const assembler = new Assembler().add(gga(1));
    for (let count = 0; count < 1000; count += 1) assembler.add(gsa);
    expect(assembler.state.open!.sentences.length).toBeLessThan(40);
  });

  it('takes speed and course from VTG when there is no RMC', () => {
    const vtg: Sentence = { kind: 'vtg', talker: 'GP', speedKmh: 20, courseDegrees: 0 };
    const speeds = (...sentences: Sentence[]): (number | undefined)[] =>
      new Assembler().add(...sentences).told.map(({ epoch }) => epoch.epoch.speedKmh);
    const alone = [gga(1), vtg, gga(2), vtg, gga(3), vtg, gga(4), vtg, gga(5)];
    expect(speeds(...alone)).toEqual([undefined, undefined, undefined, 20]);
    const beside = [rmc(1), vtg, rmc(2), vtg, rmc(3), vtg, zda(4), vtg, zda(5)];
    expect(speeds(...beside)).toEqual([50, 50, 50, undefined]);
  });

  it.each<[string, Sentence[], object]>([
    [
      'a void RMC',
      [
        {
          kind: 'rmc',
          talker: 'GP',
          isFix: false,
          timeOfDayMs: 1000,
          dayMs: DAY_MS,
          location: PARIS,
        },
        gga(1),
      ],
      { fix: 'none', time: DAY_MS + 1000, satellites: 5 },
    ],
    [
      'a GGA of quality 0',
      [rmc(1), { kind: 'gga', talker: 'GP', isFix: false, timeOfDayMs: 1000, satellites: 0 }],
      { fix: 'none', time: DAY_MS + 1000, satellites: 0 },
    ],
    [
      'no dimensions',
      [rmc(1), gga(1), { kind: 'gsa', talker: 'GP', dimensions: 0 }],
      { fix: 'none', time: DAY_MS + 1000, satellites: 5 },
    ],
    [
      'two dimensions',
      [rmc(1), gga(1), { kind: 'gsa', talker: 'GP', dimensions: 2 }],
      { fix: '2d', time: DAY_MS + 1000, satellites: 5, location: PARIS, speedKmh: 50 },
    ],
    [
      'one system of two without dimensions',
      [gga(1), { kind: 'gsa', talker: 'GL', dimensions: 0 }, gsa],
      { fix: '3d', location: PARIS, altitudeMetres: 35, satellites: 5, hdop: 1.2 },
    ],
    [
      'no GSA and no GGA',
      [rmc(1)],
      { fix: '2d', time: DAY_MS + 1000, location: PARIS, speedKmh: 50 },
    ],
    [
      'a GGA alone: no date',
      [gga(1)],
      { fix: '3d', location: PARIS, altitudeMetres: 35, satellites: 5 },
    ],
    ['only a time', [zda(1)], { time: DAY_MS + 1000 }],
    [
      'two places',
      [rmc(1), { ...gga(1), location: [48.9, 2.2945] } as Sentence],
      { fix: 'none', time: DAY_MS + 1000, satellites: 5 },
    ],
  ])('understands %s', (_, sentences, expected) => {
    const assembler = new Assembler().add(...sentences);
    assembler.take(endEpoch(assembler.state));
    expect(assembler.told[0]?.epoch.epoch).toEqual(expected);
  });
});
