import { step } from './session-machine.js';
import { INITIAL_STATE, type SessionInput, type SessionState } from './session-state.js';

const START_MS = 1_000_000;
const SUPPORTS = '41 00 18 18 00 01'; // 04 05 0C 0D, and a next range
const SUPPORTS_MORE = '41 20 00 02 00 00'; // 2F

/** Feeds replies, 10 ms after one another. */
function after(state: SessionState, ...texts: string[]): SessionState {
  return texts.reduce(
    (next, text) => step(next, { input: 'reply', atMs: now(next) + 10, text }).state,
    state,
  );
}

/** The moment of the last request. */
function now({ inFlight, wakeAtMs }: SessionState): number {
  return inFlight?.sentAtMs ?? wakeAtMs;
}

/** Lets the time limit, or the wait, pass. */
function wait(state: SessionState, unfinished = ''): SessionState {
  const input: SessionInput = {
    input: 'time',
    atMs: state.wakeAtMs,
    unfinished,
    heard: unfinished !== '',
  };
  return step(state, input).state;
}

/** Answers what is asked until a request is in flight, or fails. */
function answerUntil(state: SessionState, request: string | undefined): SessionState {
  let next = state;
  for (let times = 0; times < 200; times += 1) {
    if (next.inFlight?.request === request) return next;
    next = next.inFlight ? after(next, ANSWERS[next.inFlight.request] ?? 'NO DATA') : wait(next);
  }
  throw new Error(`${request ?? 'nothing'} was never asked`);
}

const ANSWERS: Partial<Record<string, string>> = {
  '010C': '41 0C 14 5F',
  '010D': '41 0D 36',
  '0104': '41 04 80',
  '0105': '41 05 7B',
  '012F': '41 2F 80',
  '0101': '41 01 00 07 E5 00',
  '03': '43 00',
  '07': '47 00',
  '0A': '4A 00',
  '0902': '014\r0: 49 02 01 57 50 30\r1: 5A 5A 5A 39 39 5A 54\r2: 53 33 39 30 30 30 30',
  ATRV: '14.1V',
};

const resetting = step(INITIAL_STATE, { input: 'begin', atMs: START_MS }).state;
const configuring = after(resetting, 'ELM327 v1.5');
const weighing = after(configuring, 'OK', 'OK', 'OK', 'OK', 'OK');
const searching = after(weighing, '12.7V');
const discovering = after(searching, `SEARCHING...\r${SUPPORTS}`);
const polling = after(discovering, SUPPORTS_MORE);
const resting = after(searching, 'UNABLE TO CONNECT');
const interrupting = wait(polling);
const identifying = after(interrupting, 'STOPPED');

function sparingState(): SessionState {
  let state = resting;
  for (let times = 0; times < 100 && state.phase.name !== 'sparing'; times += 1) {
    state = state.inFlight
      ? after(state, state.inFlight.request === 'ATRV' ? '11.2V' : 'UNABLE TO CONNECT')
      : wait(state);
  }
  return wait(state);
}

/** Each state as the machine comes to it, and the request that is in flight there. */
const STATES = {
  resetting,
  configuring,
  interrupting,
  identifying,
  searching,
  'searching, volts': weighing,
  discovering,
  polling,
  'polling, volts': answerUntil(polling, 'ATRV'),
  'polling, codes': answerUntil(polling, '03'),
  'polling, idle': answerUntil(polling, undefined),
  sparing: sparingState(),
  ended: wait(resetting),
} as const;

const WORDS = {
  nothing: '',
  banner: 'ELM327 v1.5',
  ok: 'OK',
  '?': '?',
  volts: '12.7V',
  searching: 'SEARCHING...',
  'bus init ok': 'BUS INIT: OK',
  'bus init error': 'BUS INIT: ...ERROR',
  'unable to connect': 'SEARCHING...\rUNABLE TO CONNECT',
  'no data': 'NO DATA',
  'can error': 'CAN ERROR',
  'bus busy': 'BUS BUSY',
  'bus error': 'BUS ERROR',
  'fb error': 'FB ERROR',
  'data error': 'DATA ERROR',
  '<data error': '41 0C 14 5F <DATA ERROR',
  '<rx error': '41 0C 14 5F <RX ERROR',
  'buffer full': '41 0C 14 5F\rBUFFER FULL',
  stopped: 'STOPPED',
  'act alert': 'ACT ALERT',
  'lp alert': 'LP ALERT',
  'lv reset': 'LV RESET',
  err94: 'ERR94',
  'cut line': '41 0C 1',
  'another answer': '41 7C 14 5F',
  'a refusal': '7F 01 12',
} as const;

const ABBREVIATED = {
  resetting: 'RST',
  configuring: 'CFG',
  resynchronising: 'SYN',
  searching: 'SRC',
  discovering: 'DSC',
  polling: 'POL',
  sparing: 'SPA',
  ended: 'END',
} as const;

/** `=`: nothing happens. Else the new phase, if it is another, and what is sent (`CR`, or `-` for nothing). */
function cell(before: SessionState, input: SessionInput): string {
  const { state, actions } = step(before, input);
  const sent = actions.find((action) => action.do === 'send')?.request;
  if (actions.length === 0 && JSON.stringify(state) === JSON.stringify(before)) return '=';
  const phase = state.phase.name === before.phase.name ? [] : [ABBREVIATED[state.phase.name]];
  return [...phase, sent === '' ? 'CR' : (sent ?? '-')].join(' ');
}

/** What happens in each state at each word, and when the time limit passes with nothing, half a line or a search heard. */
const EXPECTED = `
                   | resetting | configuring | interrupting | identifying | searching | searching, volts | discovering | polling  | polling, volts | polling, codes | polling, idle | sparing  | ended
nothing            | =         | =           | ATI          | =           | =         | =                | =           | =        | =              | =              | =             | =        | =
banner             | CFG ATE0  | ATE0        | CFG ATE0     | CFG ATE0    | CFG ATE0  | CFG ATE0         | CFG ATE0    | CFG ATE0 | CFG ATE0       | CFG ATE0       | CFG ATE0      | CFG ATE0 | =
ok                 | =         | ATL0        | ATI          | =           | =         | =                | =           | =        | =              | =              | =             | =        | =
?                  | ATZ       | ATE0        | ATI          | ATI         | -         | 0100             | 0120        | 010D     | -              | 07             | =             | -        | =
volts              | =         | =           | ATI          | =           | =         | 0100             | =           | =        | -              | =              | =             | SRC 0100 | =
searching          | =         | =           | ATI          | =           | =         | =                | =           | =        | =              | =              | =             | =        | =
bus init ok        | =         | =           | ATI          | =           | =         | =                | =           | =        | =              | =              | =             | =        | =
bus init error     | =         | =           | ATI          | =           | -         | =                | SRC 0100    | SRC 0100 | =              | SRC 0100       | =             | =        | =
unable to connect  | =         | =           | ATI          | =           | -         | =                | SRC 0100    | SRC 0100 | =              | SRC 0100       | =             | =        | =
no data            | =         | =           | ATI          | =           | -         | =                | POL 010C    | 010D     | =              | 07             | =             | =        | =
can error          | =         | =           | ATI          | =           | -         | =                | SRC 0100    | SRC 0100 | =              | SRC 0100       | =             | =        | =
bus busy           | =         | =           | ATI          | =           | -         | =                | POL 010C    | 010D     | =              | 07             | =             | =        | =
bus error          | =         | =           | ATI          | =           | -         | =                | SRC 0100    | SRC 0100 | =              | SRC 0100       | =             | =        | =
fb error           | =         | =           | ATI          | =           | -         | =                | SRC 0100    | SRC 0100 | =              | SRC 0100       | =             | =        | =
data error         | =         | =           | ATI          | =           | -         | =                | 0120        | 010D     | =              | 07             | =             | =        | =
<data error        | =         | =           | ATI          | =           | -         | =                | 0120        | 010D     | =              | 07             | =             | =        | =
<rx error          | =         | =           | ATI          | =           | -         | =                | 0120        | 010D     | =              | 07             | =             | =        | =
buffer full        | =         | =           | ATI          | =           | -         | =                | 0120        | 010D     | =              | 07             | =             | =        | =
stopped            | =         | =           | ATI          | =           | -         | =                | 0120        | 010D     | =              | 07             | =             | =        | =
act alert          | =         | =           | ATI          | =           | =         | =                | =           | =        | =              | =              | =             | =        | =
lp alert           | ATZ       | RST ATZ     | RST ATZ      | RST ATZ     | RST ATZ   | RST ATZ          | RST ATZ     | RST ATZ  | RST ATZ        | RST ATZ        | RST ATZ       | RST ATZ  | =
lv reset           | ATZ       | RST ATZ     | RST ATZ      | RST ATZ     | RST ATZ   | RST ATZ          | RST ATZ     | RST ATZ  | RST ATZ        | RST ATZ        | RST ATZ       | RST ATZ  | =
err94              | ATZ       | RST ATZ     | RST ATZ      | RST ATZ     | RST ATZ   | RST ATZ          | RST ATZ     | RST ATZ  | RST ATZ        | RST ATZ        | RST ATZ       | RST ATZ  | =
cut line           | =         | ATE0        | ATI          | =           | -         | 0100             | 0120        | 010D     | -              | 07             | =             | -        | =
another answer     | =         | =           | ATI          | =           | =         | =                | =           | =        | =              | =              | =             | =        | =
a refusal          | =         | =           | ATI          | =           | -         | =                | POL 010C    | 010D     | =              | =              | =             | =        | =
late, nothing      | END -     | SYN CR      | ATI          | ATI         | SYN CR    | SYN CR           | SYN CR      | SYN CR   | SYN CR         | SYN CR         | 010C          | SYN CR   | =
late, half        | ATZ       | SYN CR      | ATI          | ATI         | SYN CR    | SYN CR           | SYN CR      | SYN CR   | SYN CR         | SYN CR         | 010C          | SYN CR   | =
late, searching   | -         | -           | -            | -           | SYN CR    | -                | -           | -        | -              | -              | 010C          | -        | =
`;

const LATE = {
  'late, nothing': '',
  'late, half': '41 0',
  'late, searching': 'SEARCHING...',
} as const;

function inputFor(row: string, state: SessionState): SessionInput {
  const text = WORDS[row as keyof typeof WORDS] as string | undefined;
  if (text !== undefined) return { input: 'reply', atMs: now(state) + 10, text };
  const unfinished = LATE[row as keyof typeof LATE];
  return { input: 'time', atMs: state.wakeAtMs, unfinished, heard: unfinished !== '' };
}

const [HEAD = [], ...ROWS] = EXPECTED.trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((part) => part.trim()));

describe('step', () => {
  it('comes to every state, and its table knows every state and word', () => {
    expect(HEAD.slice(1)).toEqual(Object.keys(STATES));
    expect(ROWS.map(([word]) => word)).toEqual([...Object.keys(WORDS), ...Object.keys(LATE)]);
    const phases = Object.values(STATES).map(({ phase }: SessionState) => phase.name);
    expect(new Set(phases)).toEqual(new Set(Object.keys(ABBREVIATED)));
  });

  it.each(ROWS)('knows what %p means in every state', (row, ...cells) => {
    const states: readonly SessionState[] = Object.values(STATES);
    expect(states.map((state) => cell(state, inputFor(row, state)))).toEqual(cells);
  });

  it('counts time only when it is due', () => {
    for (const state of Object.values<SessionState>(STATES)) {
      const early = {
        input: 'time',
        atMs: state.wakeAtMs - 1,
        unfinished: '',
        heard: false,
      } as const;
      expect(step(state, early)).toEqual({ state, actions: [] });
    }
  });

  it('waits for a search that was begun by a request in the middle of a drive, ten seconds at most', () => {
    const waiting = wait(polling, 'SEARCHING...');
    expect(waiting.phase.name).toBe('polling');
    expect(waiting.wakeAtMs - now(waiting)).toBe(10_000);
    expect(wait(waiting, 'SEARCHING...').phase.name).toBe('resynchronising');
  });

  it('goes on polling after one answer that did not come, without searching the protocol again', () => {
    const resumed = after(identifying, 'ELM327 v1.5', 'OK', 'OK', 'OK', 'OK');
    expect(resumed.phase.name).toBe('polling');
    expect(resumed.supported).toEqual(polling.supported);
  });

  it('begins anew after three late answers, or five damaged ones, in a row', () => {
    const anew = wait(wait(wait(polling)));
    expect(anew.phase).toEqual({ name: 'resetting', attempts: 0 });
    expect(anew.supported).toEqual({});
    const cut = Array<string>(5).fill('41 0C 1');
    expect(after(polling, ...cut.slice(1)).phase.name).toBe('polling');
    expect(after(polling, ...cut).phase.name).toBe('resetting');
    const troubled = after(polling, ...cut.slice(1));
    const relieved = after(troubled, ANSWERS[troubled.inFlight?.request ?? ''] ?? '');
    expect(after(relieved, ...cut.slice(1)).phase.name).toBe('polling');
  });

  it('gives up a line where nobody answers sooner than one whose adapter it knows', () => {
    expect(
      step(resetting, { input: 'time', atMs: resetting.wakeAtMs, unfinished: '', heard: false })
        .actions,
    ).toEqual([{ do: 'give-up', fault: 'silent' }]);
    const noise = wait(resetting, '~x~');
    expect(
      step(noise, { input: 'time', atMs: noise.wakeAtMs, unfinished: '~', heard: true }).actions,
    ).toEqual([{ do: 'give-up', fault: 'not-recognised' }]);
    let known = wait(wait(wait(polling)));
    const hangsAtMs = now(known);
    while (known.phase.name === 'resetting') known = wait(known);
    expect(known.phase.name).toBe('ended');
    expect(known.wakeAtMs).toBe(Infinity);
    expect(hangsAtMs + 16_000).toBe(START_MS + 90 + 1500 + 1000 + 1000 + 16_000);
  });

  const ENGINE = '7E8 06 41 00 00 18 00 00 ';
  const GEARBOX = '7E9 06 41 00 00 08 00 00 ';
  const twoEcus = answerUntil(after(searching, `${GEARBOX}\r${ENGINE}`), '010D');

  it.each([
    ['one answer twice', polling, '41 0D 36\r41 0D 36', 54],
    ['two answers that differ', polling, '41 0D 36\r41 0D 37', undefined],
    ['gearbox and engine', twoEcus, '7E9 03 41 0D 10 \r7E8 03 41 0D 36 ', 54],
    ['an engine that says two things', twoEcus, '7E8 03 41 0D 36 \r7E8 03 41 0D 37 ', undefined],
    ['an engine, and a gearbox that refuses', twoEcus, '7E8 03 41 0D 36 \r7E9 03 7F 01 12 ', 54],
    ['a gearbox whose engine’s line was lost', twoEcus, '7E9 03 41 0D 36 ', undefined],
    ['somebody unknown', twoEcus, '7EA 03 41 0D 36 ', undefined],
  ])('makes of %s what it must', (_, before, text, value) => {
    const asked = answerUntil(before, '010D');
    const { actions } = step(asked, { input: 'reply', atMs: now(asked) + 10, text });
    expect(actions.find((action) => action.do === 'value')?.value).toBe(value);
  });

  it('finds an ECU whose first answer was lost', () => {
    const missed = answerUntil(after(searching, GEARBOX), '0100');
    expect(missed.phase.name).toBe('polling');
    const known = after(missed, `${GEARBOX}\r${ENGINE}`);
    expect(known.supported).toEqual({ '7E9': [0x0d], '7E8': [0x0c, 0x0d] });
    expect(known.inFlight?.request).toBe('010C');
  });

  it('takes a car that answers neither to 0902 nor to its codes as one that has nothing to tell', () => {
    let state: SessionState = polling;
    const told: unknown[] = [];
    const asked: string[] = [];
    while (now(state) < START_MS + 120_000) {
      const request = state.inFlight?.request ?? '';
      const silent = ['0902', '03', '07', '0A'].includes(request);
      const text = silent ? 'NO DATA' : (ANSWERS[request] ?? 'NO DATA');
      const atMs = state.inFlight ? now(state) + 10 : state.wakeAtMs;
      const { state: next, actions } = state.inFlight
        ? step(state, { input: 'reply', atMs, text })
        : step(state, { input: 'time', atMs, unfinished: '', heard: false });
      state = next;
      for (const action of actions) {
        if (action.do === 'trouble-codes') told.push({ ...action.report, atMs: 0 });
        if (action.do === 'send') asked.push(action.request);
      }
    }
    expect(asked.filter((request) => request === '0902')).toHaveLength(3);
    expect(told).toEqual([{ atMs: 0, mil: false, stored: [], pending: [], permanent: [] }]);
  });
});
