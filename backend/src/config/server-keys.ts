import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ConfigurationError, type Environment } from './environment.js';

/** The server's own secrets. Both are text of at least 32 characters. */
export class ServerKeys {
  constructor(
    /** Signs people's access tokens. */
    readonly jwtSecret: string,
    /** Key of the HMAC that turns a VIN into a carId. Shared by both sites, never changed. */
    readonly vinKey: string,
    /** Whether they were made for a demo. */
    readonly demo: boolean,
  ) {}
}

/** Least length of a secret, characters. */
const LEAST_LENGTH = 32;
/** A secret with fewer different characters than this was typed, not generated. */
const LEAST_VARIETY = 10;
/** What appears in examples and tutorials, and in our own demo. */
const KNOWN_WORDS = ['naif-demo', 'changeme', 'change-me', 'secret', 'password', 'example'];

/** Where the keys are kept. */
export function keysFileOf(environment: Environment): string {
  return environment.keysFile ?? join(environment.dataDir, 'keys.json');
}

/**
 * Reads the keys from the environment and the keys file. In the demo they are made when missing.
 * @throws ConfigurationError when keys are missing, known, short, or (in production) a demo's
 */
export function loadServerKeys(environment: Environment): ServerKeys {
  const file = keysFileOf(environment);
  const needsFile = environment.jwtSecret === undefined || environment.vinKey === undefined;
  let stored = needsFile ? readKeysFile(file) : undefined;
  if (stored === undefined && needsFile && environment.mode === 'demo') {
    stored = createServerKeys(file, true);
  }
  if (stored === undefined && needsFile) {
    throw new ConfigurationError([
      `There are no keys yet (${file}). Create them and the first administrator with: npm run setup -- --email you@your-company.example`,
    ]);
  }
  const keys = new ServerKeys(
    environment.jwtSecret ?? stored?.jwtSecret ?? '',
    environment.vinKey ?? stored?.vinKey ?? '',
    stored?.demo ?? false,
  );
  const faults = environment.mode === 'production' ? faultsOf(keys, file) : [];
  if (environment.mode === 'bench' && !keys.demo) {
    // Keys of a real installation stand for real data, which no bench may touch.
    faults.push(
      `NAIF_MODE=bench works on throw-away keys only: ${file} must be one that is marked "demo": true.`,
    );
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return keys;
}

/** Makes new keys and writes them with mode 0600. Never overwrites: throws when the file exists. */
export function createServerKeys(file: string, demo: boolean): ServerKeys {
  const keys = new ServerKeys(
    randomBytes(48).toString('base64url'),
    randomBytes(32).toString('base64url'),
    demo,
  );
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const text = JSON.stringify(
    { jwtSecret: keys.jwtSecret, vinKey: keys.vinKey, demo },
    undefined,
    2,
  );
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  return keys;
}

function readKeysFile(file: string): ServerKeys | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConfigurationError([
      `The keys file ${file} cannot be read: ${(error as Error).message}.`,
    ]);
  }
  if ((statSync(file).mode & 0o077) !== 0) {
    throw new ConfigurationError([
      `The keys file ${file} can be read by others: chmod 600 ${file}`,
    ]);
  }
  const { jwtSecret, vinKey, demo } = parseKeys(text, file);
  if (typeof jwtSecret !== 'string' || typeof vinKey !== 'string') {
    throw new ConfigurationError([`The keys file ${file} lacks jwtSecret or vinKey.`]);
  }
  return new ServerKeys(jwtSecret, vinKey, demo === true);
}

function parseKeys(text: string, file: string): Record<'jwtSecret' | 'vinKey' | 'demo', unknown> {
  try {
    return JSON.parse(text) as Record<'jwtSecret' | 'vinKey' | 'demo', unknown>;
  } catch {
    throw new ConfigurationError([`The keys file ${file} is not JSON.`]);
  }
}

function faultsOf(keys: ServerKeys, file: string): string[] {
  const faults: string[] = [];
  if (keys.demo) {
    faults.push(`${file} holds the keys of a demo: use another DATA_DIR and run npm run setup.`);
  }
  for (const [name, value] of [
    ['JWT_SECRET', keys.jwtSecret],
    ['VIN_KEY', keys.vinKey],
  ] as const) {
    if (value.length < LEAST_LENGTH)
      faults.push(`${name} is shorter than ${LEAST_LENGTH} characters.`);
    else if (isGuessable(value))
      faults.push(`${name} can be guessed: let npm run setup generate it.`);
  }
  if (keys.jwtSecret === keys.vinKey) faults.push('JWT_SECRET and VIN_KEY are the same.');
  return faults;
}

function isGuessable(secret: string): boolean {
  const lower = secret.toLowerCase();
  return new Set(secret).size < LEAST_VARIETY || KNOWN_WORDS.some((word) => lower.includes(word));
}
