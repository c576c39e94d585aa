import { UPLOAD_LIMITS } from '@naif/wire';
import type { Settlement } from '../ports/outbox.js';
import type { Answer } from './answer.js';
import { backOffMs, type BackOff } from './back-off.js';

/** What the uploader knows between two attempts. */
export interface UploadState {
  /** Most records in the next upload: halved by 413, doubled again by success. */
  readonly limit: number;
  /** Failed attempts in a row. */
  readonly failures: number;
  /** Tokens renewed or clocks corrected in a row without a success. */
  readonly renewals: number;
  /** So many uploads more go without the optional parts (status, results), which were perhaps what was malformed. */
  readonly bareUploads: number;
  /**
   * A row that was refused as malformed (or too large) all alone. The next row goes past it: if that one is
   * taken, the fault is the row's and it goes to quarantine; if not, the fault is the upload's and all rows stay.
   */
  readonly suspect?: Suspect;
  /** Most trouble-code reports in the next upload. */
  readonly codesLimit: number;
  /** Trouble-code reports that an upload was malformed with. The next one goes without any: if it is taken, it was they. */
  readonly doubtedCodes?: readonly number[];
}

interface Suspect {
  readonly seq: number;
  readonly code: string;
}

/** An attempt as it was made, and what came of it. */
export interface Attempt {
  /** The rows that were sent, oldest first. */
  readonly seqs: readonly number[];
  /** The trouble-code reports that were sent, by their ids. */
  readonly codeIds: readonly number[];
  readonly answer: Answer;
  /** In [0, 1). */
  readonly random: number;
}

/** What the driver does next, in this order. */
export type UploadAction =
  | { readonly do: 'settle'; readonly settlement: Settlement }
  | { readonly do: 'settle-codes'; readonly ids: readonly number[] }
  | { readonly do: 'correct-clock'; readonly serverTime: number }
  | { readonly do: 'renew-token' }
  | { readonly do: 'report'; readonly event: UploadReport; readonly detail: string }
  | { readonly do: 'wait'; readonly ms: number };

export type UploadReport =
  'unavailable' | 'barred' | 'malformed' | 'clock-corrected' | 'refused-rows';

/** The numbers of the rules. */
export interface UploadRules {
  /** Most records in one upload. */
  readonly mostRecords: number;
  readonly backOff: BackOff;
  /** Least ms between two attempts when the server does not want this device or its uploads. */
  readonly barredMs: number;
}

export interface Transition {
  readonly state: UploadState;
  readonly actions: readonly UploadAction[];
}

/** Two renewals are always enough: one for the clock, one for the token. */
const MOST_RENEWALS = 2;
/** The clock takes a moment to matter, and a server that is wrong itself must not be hammered. */
const AFTER_CORRECTION_MS = 1000;
const BARE_UPLOADS = 20;
/** A slow line that timed out gets smaller uploads, but not ones that are mostly overhead. */
const LEAST_AFTER_TIME_OUT = 5;

/** Where the uploader begins. */
export function initialState(rules: UploadRules): UploadState {
  return {
    limit: rules.mostRecords,
    failures: 0,
    renewals: 0,
    bareUploads: 0,
    codesLimit: UPLOAD_LIMITS.troubleCodes,
  };
}

/** The rules of step 6 of "a batch's way": what an answer does to the rows, and when the next attempt is made. Pure. */
export function transition(state: UploadState, attempt: Attempt, rules: UploadRules): Transition {
  const { answer } = attempt;
  switch (answer.kind) {
    case 'accepted':
      return accepted(state, attempt, answer, rules);
    case 'unavailable':
      return unavailable(state, attempt, answer, rules);
    case 'too-large':
      return unacceptable(state, attempt, 'UPLOAD.TOO_LARGE', rules);
    case 'malformed':
      return malformed(state, attempt, answer.code, rules);
    case 'token-expired':
      return renew(state, attempt, 'DEVICE.TOKEN_EXPIRED', [], rules);
    case 'clock-wrong':
      return clockWrong(state, attempt, answer.serverTime, rules);
    case 'barred':
      return barred(state, attempt, `${answer.status} ${answer.code}`, rules);
    default:
      return answer satisfies never;
  }
}

function accepted(
  state: UploadState,
  { seqs, codeIds }: Attempt,
  answer: Extract<Answer, { kind: 'accepted' }>,
  rules: UploadRules,
): Transition {
  const refused = answer.refused.flatMap(({ index, code, detail }) => {
    const seq = seqs[index];
    return seq === undefined ? [] : [{ seq, code, detail }];
  });
  const { suspect, doubtedCodes, ...rest } = state;
  if (suspect && seqs.length > 0) {
    const detail = 'The server refused any upload that held this record, and took the next one.';
    refused.push({ ...suspect, detail });
  }
  const refusedSeqs = new Set(refused.map(({ seq }) => seq));
  const acknowledged = seqs.filter((seq) => !refusedSeqs.has(seq));
  const reports = refused.map(({ seq, code, detail }) =>
    report('refused-rows', `${seq}: ${code} ${detail}`),
  );
  return {
    state: {
      ...rest,
      ...(suspect && seqs.length === 0 ? { suspect } : {}),
      limit: Math.min(rules.mostRecords, state.limit * 2),
      failures: 0,
      renewals: 0,
      bareUploads: Math.max(0, state.bareUploads - 1),
      codesLimit: codesLimitAfter(state, codeIds),
    },
    actions: [
      { do: 'settle', settlement: { acknowledged, refused } },
      ...settleCodes(codeIds, doubtedCodes),
      ...reports,
    ],
  };
}

/** One report that no upload may hold is given up: else none behind it would ever arrive. Of several the halves are tried. */
function settleCodes(
  delivered: readonly number[],
  doubted: readonly number[] = [],
): readonly UploadAction[] {
  if (doubted.length === 1) {
    return [
      { do: 'settle-codes', ids: doubted },
      report('malformed', 'The server refused any upload that held this trouble-code report.'),
    ];
  }
  return delivered.length > 0 ? [{ do: 'settle-codes', ids: delivered }] : [];
}

function codesLimitAfter(state: UploadState, delivered: readonly number[]): number {
  const { doubtedCodes, codesLimit } = state;
  if (doubtedCodes) return Math.max(1, Math.floor(doubtedCodes.length / 2));
  return delivered.length > 0 ? Math.min(UPLOAD_LIMITS.troubleCodes, codesLimit * 2) : codesLimit;
}

/** What is optional is left out first: the trouble codes, then all of it; then the rows are to blame. */
function malformed(
  state: UploadState,
  attempt: Attempt,
  code: string,
  rules: UploadRules,
): Transition {
  const { doubtedCodes, ...rest } = state;
  const actions = [report('malformed', code)];
  if (attempt.codeIds.length > 0) {
    return { state: { ...rest, doubtedCodes: attempt.codeIds }, actions };
  }
  if (state.bareUploads === 0) return { state: { ...rest, bareUploads: BARE_UPLOADS }, actions };
  return unacceptable(rest, attempt, code, rules);
}

function unavailable(
  state: UploadState,
  { seqs, random }: Attempt,
  answer: Extract<Answer, { kind: 'unavailable' }>,
  rules: UploadRules,
): Transition {
  const failures = state.failures + 1;
  // The jitter on top keeps those apart who were told the same moment.
  const asked =
    answer.retryAfterMs === undefined ? 0 : answer.retryAfterMs + random * rules.backOff.baseMs;
  const ms = Math.round(Math.max(asked, backOffMs(failures, random, rules.backOff)));
  const limit = answer.timedOut
    ? Math.max(LEAST_AFTER_TIME_OUT, Math.floor(seqs.length / 2))
    : state.limit;
  return {
    state: { ...state, failures, limit: Math.min(limit, state.limit) },
    actions: [report('unavailable', answer.reason), { do: 'wait', ms }],
  };
}

/** The rows were not taken because of what they are: halve, down to the one row that is at fault. */
function unacceptable(
  state: UploadState,
  attempt: Attempt,
  code: string,
  rules: UploadRules,
): Transition {
  const [only, ...more] = attempt.seqs;
  if (more.length > 0) {
    const limit = Math.floor(attempt.seqs.length / 2);
    return { state: { ...state, limit }, actions: [report('malformed', code)] };
  }
  if (only !== undefined && !state.suspect) {
    const suspect: Suspect = { seq: only, code };
    return { state: { ...state, limit: 1, suspect }, actions: [report('malformed', code)] };
  }
  return barred(state, attempt, code, rules);
}

function clockWrong(
  state: UploadState,
  attempt: Attempt,
  serverTime: number | undefined,
  rules: UploadRules,
): Transition {
  if (serverTime === undefined) return barred(state, attempt, 'DEVICE.CLOCK_WRONG', rules);
  const correction: UploadAction[] = [
    { do: 'correct-clock', serverTime },
    report('clock-corrected', new Date(serverTime).toISOString()),
    { do: 'wait', ms: AFTER_CORRECTION_MS },
  ];
  return renew(state, attempt, 'DEVICE.CLOCK_WRONG', correction, rules);
}

function renew(
  state: UploadState,
  attempt: Attempt,
  code: string,
  correction: readonly UploadAction[],
  rules: UploadRules,
): Transition {
  if (state.renewals >= MOST_RENEWALS) return barred(state, attempt, `401 ${code}`, rules);
  const renewals = state.renewals + 1;
  return { state: { ...state, renewals }, actions: [{ do: 'renew-token' }, ...correction] };
}

/** Everything stays, and the server is not asked again for a long while; then from the beginning. */
function barred(
  state: UploadState,
  { random }: Attempt,
  detail: string,
  rules: UploadRules,
): Transition {
  // Up to a sixth more, so that a fleet that was barred together does not ask together.
  const ms = Math.round(rules.barredMs * (1 + random / 6));
  return {
    state: { ...initialState(rules), failures: state.failures + 1 },
    actions: [report('barred', detail), { do: 'renew-token' }, { do: 'wait', ms }],
  };
}

function report(event: UploadReport, detail: string): UploadAction {
  return { do: 'report', event, detail };
}
