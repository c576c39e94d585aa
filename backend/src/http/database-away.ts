/** Errors of the network between us and the database. */
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);
/** SQLSTATE: connection exceptions (08), shutdowns and starts (57P0x), too many connections (53300). */
const SQLSTATE = /^(08...|57P0[1-5]|53300)$/;
/** What `pg` says without a code when its connection breaks or none comes free in time. */
const MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|connection ended/i;

/** Whether an error means that the database cannot be reached at the moment: try again, nothing is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code: unknown = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && (NETWORK.has(code) || SQLSTATE.test(code))) return true;
  if (MESSAGES.test(error.message)) return true;
  const inner: unknown = 'driverError' in error ? error.driverError : error.cause;
  return inner !== undefined && inner !== error && isDatabaseAway(inner);
}
