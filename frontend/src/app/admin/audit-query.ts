/** What the address says of which entries are wanted; a word that is missing filters nothing. */
export interface AuditQuery {
  readonly kind?: string | undefined;
  readonly verb?: string | undefined;
  readonly actor?: string | undefined;
  readonly objectId?: string | undefined;
  readonly clientId?: string | undefined;
  /** First day, `2026-11-25`. */
  readonly from?: string | undefined;
  /** Last day. */
  readonly to?: string | undefined;
  /** Number of the entry that the page begins after. */
  readonly before?: string | undefined;
}

/** Begin of a day where the reader is, or of the next one, as an instant; `undefined` for what is no day. */
export function instantOfDay(day: string | undefined, daysLater = 0): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? [];
  if (year === undefined) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + daysLater).toISOString();
}

/** The query without what filters nothing. */
export function given(query: AuditQuery): AuditQuery {
  return Object.fromEntries(
    Object.entries(query).filter(([, value]) => typeof value === 'string' && value !== ''),
  );
}

/** A field of an entry with its values as text. */
export interface ChangedField {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The fields that changed, each once, in the order of their names. */
export function changedFields(
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>> | undefined,
): ChangedField[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names].sort().map((name) => ({
    name,
    before: valueText(before?.[name]),
    after: valueText(after?.[name]),
  }));
}

function valueText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
