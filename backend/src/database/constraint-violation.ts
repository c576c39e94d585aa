import { QueryFailedError } from 'typeorm';

/** SQLSTATE class 23: an integrity constraint was violated. */
const INTEGRITY_CLASS = '23';

/** Name of the constraint or unique index that a statement violated; `undefined` for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const { code, constraint } = error.driverError as { code?: unknown; constraint?: unknown };
  if (typeof code !== 'string' || !code.startsWith(INTEGRITY_CLASS)) return undefined;
  return typeof constraint === 'string' ? constraint : undefined;
}
