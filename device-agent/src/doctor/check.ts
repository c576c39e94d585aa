/** What the doctor found out about one thing. */
export interface Check {
  /** The thing, for people. */
  readonly title: string;
  /** `unknown`: could not be looked at now, which is no fault. */
  readonly outcome: 'ok' | 'fault' | 'unknown';
  /** What is so, in a sentence without a full stop. */
  readonly says: string;
  /** What to do about it. */
  readonly remedy?: string;
}

/** A thing that is as it must be. */
export function ok(title: string, says: string): Check {
  return { title, outcome: 'ok', says };
}

/** A thing that has to be put right. */
export function fault(title: string, says: string, remedy: string): Check {
  return { title, outcome: 'fault', says, remedy };
}

/** A thing that could not be looked at. */
export function unknown(title: string, says: string, remedy?: string): Check {
  return { title, outcome: 'unknown', says, ...(remedy === undefined ? {} : { remedy }) };
}

const SIGNS = { ok: '✓', fault: '✗', unknown: '–' } as const;

/** The findings as lines for people: each with its sign, and what to do below it. */
export function checkLines(checks: readonly Check[]): readonly string[] {
  const faults = checks.filter(({ outcome }) => outcome === 'fault').length;
  const total =
    faults === 0 ? 'All is well.' : `${faults} of ${checks.length} things have to be put right.`;
  return [
    ...checks.flatMap(({ title, outcome, says, remedy }) => [
      `${SIGNS[outcome]} ${title}: ${says}.`,
      ...(remedy === undefined ? [] : [`    → ${remedy}`]),
    ]),
    '',
    total,
  ];
}
