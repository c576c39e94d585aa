/** Names under which a text would be a secret. That it changed may be told, its value never. */
const SECRET =
  /password|passphrase|passcode|secret|token|private_?key|recovery_?code|one_?time_?code/i;
/** Stands in the place of a secret. */
const HIDDEN = '•••';

/** The fields with a mark in place of what must not be written down, at any depth. Callers should not give any: this is the net below them. */
export function withoutSecrets(
  fields: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET.test(name) ? hidden(value) : inside(value),
    ]),
  );
}

/** Whether and how many may be told: `passwordSet: true`, `recoveryCodesLeft: 7`. */
function hidden(value: unknown): unknown {
  const isHarmless =
    value === undefined ||
    value === null ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    value instanceof Date;
  return isHarmless ? value : HIDDEN;
}

function inside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inside);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return withoutSecrets(value as Record<string, unknown>);
}
