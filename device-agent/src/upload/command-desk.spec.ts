import { MemoryState } from '../adapters/memory/memory-state.js';
import { SilentLog } from '../adapters/memory/silent-log.js';
import type { StateStore } from '../ports/state-store.js';
import { CommandDesk } from './command-desk.js';
import { LiveSettings } from './live-settings.js';

const ENROLLED = { samplingIntervalMs: 1000, batchSize: 5 };

/** State on a disk that can be made to refuse. */
class TiredState extends MemoryState {
  refuses = false;

  override write(name: string, text: string): void {
    if (this.refuses) throw new Error('EROFS: read-only file system');
    super.write(name, text);
  }
}

/** A desk as a new start of the agent finds it. */
function start(state: StateStore = new MemoryState()) {
  const settings = new LiveSettings(state, ENROLLED);
  const restarts = { asked: 0 };
  const desk = new CommandDesk({
    state,
    settings,
    log: new SilentLog(),
    restart: () => (restarts.asked += 1),
  });
  return { desk, settings, restarts, state };
}

describe('CommandDesk', () => {
  it.each([
    ['stream', 'unsupported'],
    ['picture', 'unsupported'],
    ['clip', 'unsupported'],
    ['update', 'unsupported'],
    ['dance', 'unsupported'],
    [undefined, 'refused'],
    [7, 'refused'],
    ['settings', 'refused'],
  ])('answers a command of kind %s with %s', (kind, outcome) => {
    const { desk } = start();
    desk.take([{ id: 'c1', kind }]);
    expect(desk.waiting()).toMatchObject([{ id: 'c1', outcome }]);
    expect(desk.waiting()[0]?.detail).toMatch(/\.$/);
  });

  it('says that it cannot restart where nobody would start it again', () => {
    const state = new MemoryState();
    const settings = new LiveSettings(state, ENROLLED);
    const desk = new CommandDesk({ state, settings, log: new SilentLog() });
    desk.take([{ id: 'c1', kind: 'restart' }]);
    expect(desk.waiting()).toMatchObject([{ id: 'c1', outcome: 'unsupported' }]);
  });

  describe('settings', () => {
    it('apply at once and outlive the process', () => {
      const { desk, settings, state } = start();
      desk.take([{ id: 'c1', kind: 'settings', settings: { samplingIntervalMs: 500 } }]);
      desk.take([{ id: 'c2', kind: 'settings', settings: { batchSize: 20, later: true } }]);
      expect(settings.current()).toEqual({ samplingIntervalMs: 500, batchSize: 20 });
      expect(desk.waiting()).toEqual([
        { id: 'c1', outcome: 'done' },
        { id: 'c2', outcome: 'done' },
      ]);
      expect(start(state).settings.current()).toEqual({ samplingIntervalMs: 500, batchSize: 20 });
    });

    it.each([
      [{ samplingIntervalMs: 199 }],
      [{ samplingIntervalMs: '500' }],
      [{ samplingIntervalMs: 500, batchSize: 1001 }],
      [{ batchSize: 2.5 }],
      [{ later: 1 }],
      [{}],
      ['fast'],
      [null],
      [[1]],
    ])('are refused whole when they are %j', (value) => {
      const { desk, settings } = start();
      desk.take([{ id: 'c1', kind: 'settings', settings: value }]);
      expect(desk.waiting()).toMatchObject([{ id: 'c1', outcome: 'refused' }]);
      expect(settings.current()).toEqual(ENROLLED);
    });

    it('fail, and change nothing, when the disk refuses them', () => {
      const state = new TiredState();
      const { desk, settings } = start(state);
      state.refuses = true;
      desk.take([{ id: 'c1', kind: 'settings', settings: { batchSize: 20 } }]);
      expect(desk.waiting()).toMatchObject([{ id: 'c1', outcome: 'failed' }]);
      expect(settings.current()).toEqual(ENROLLED);
    });

    it.each(['', '{', '[]', '{"batchSize":"x"}', '{"samplingIntervalMs":1}'])(
      'are the enrolment’s when the file holds %j',
      (text) => {
        const state = new MemoryState();
        state.write('settings.json', text);
        expect(start(state).settings.current()).toEqual(ENROLLED);
      },
    );
  });

  describe('restart', () => {
    const RESTART = { id: 'c1', kind: 'restart' };

    it('is done once, and told after the new start', () => {
      const before = start();
      before.desk.take([RESTART]);
      before.desk.take([RESTART]);
      expect(before.restarts.asked).toBe(1);
      expect(before.desk.waiting()).toEqual([]);
      const after = start(before.state);
      after.desk.take([RESTART]);
      expect(after.restarts.asked).toBe(0);
      expect(after.desk.waiting()).toEqual([{ id: 'c1', outcome: 'done' }]);
    });

    it('is told once, however often the agent is killed and the receipt comes again', () => {
      const before = start();
      before.desk.take([RESTART]);
      // Killed before the upload: the result waits for the next start.
      const killed = start(before.state);
      killed.desk.take([RESTART]);
      const delivering = start(before.state);
      expect(delivering.desk.waiting()).toEqual([{ id: 'c1', outcome: 'done' }]);
      delivering.desk.delivered(delivering.desk.waiting());
      const last = start(before.state);
      last.desk.take([RESTART]);
      expect(last.desk.waiting()).toEqual([]);
      expect(killed.restarts.asked + delivering.restarts.asked + last.restarts.asked).toBe(0);
    });

    it('comes last, once for all that ask for it', () => {
      const { desk, settings, restarts, state } = start();
      desk.take([
        RESTART,
        { id: 'c2', kind: 'restart' },
        { id: 'c3', kind: 'settings', settings: { batchSize: 9 } },
      ]);
      expect(restarts.asked).toBe(1);
      expect(settings.current().batchSize).toBe(9);
      const outcomes = start(state).desk.waiting();
      expect(outcomes.map(({ id, outcome }) => `${id} ${outcome}`).sort()).toEqual([
        'c1 done',
        'c2 done',
        'c3 done',
      ]);
    });

    it('is not done when it cannot be noted', () => {
      const state = new TiredState();
      const { desk, restarts } = start(state);
      state.refuses = true;
      desk.take([RESTART]);
      desk.take([RESTART]);
      expect(restarts.asked).toBe(0);
      expect(desk.waiting()).toMatchObject([{ id: 'c1', outcome: 'failed' }]);
    });
  });

  it('keeps results over a restart until an upload has carried them', () => {
    const { desk, state } = start();
    desk.take([{ id: 'c1', kind: 'clip' }]);
    const next = start(state);
    expect(next.desk.waiting()).toMatchObject([{ id: 'c1' }]);
    next.desk.delivered(next.desk.waiting());
    expect(start(state).desk.waiting()).toEqual([]);
    next.desk.take([{ id: 'c1', kind: 'clip' }]);
    expect(next.desk.waiting()).toEqual([]);
  });

  it('stays within bounds, and forgets no answered id whose result waits', () => {
    const { desk, state } = start();
    const commands = (from: number) =>
      Array.from({ length: 150 }, (_, index) => ({ id: `c${from + index}`, kind: 'clip' }));
    for (let from = 0; from < 1500; from += 150) desk.take(commands(from));
    expect(desk.waiting()).toHaveLength(32);
    for (let turn = 0; turn < 100; turn += 1) desk.delivered(desk.waiting());
    // What found no room was left with the server, which asks again.
    desk.take(commands(1350));
    expect(desk.waiting()).not.toEqual([]);
    for (let turn = 0; turn < 100; turn += 1) {
      desk.delivered(desk.waiting());
      desk.take(commands(turn * 150));
    }
    expect((state.read('commands.json') ?? '').length).toBeLessThan(100_000);
  });

  it.each(['', 'null', '{', '{"answered":7,"results":[1,{"id":2}],"restarting":"x"}'])(
    'begins anew when its file holds %j',
    (text) => {
      const state = new MemoryState();
      state.write('commands.json', text);
      const { desk } = start(state);
      expect(desk.waiting()).toEqual([]);
      desk.take([{ id: 'c1', kind: 'clip' }]);
      expect(desk.waiting()).toHaveLength(1);
    },
  );
});
