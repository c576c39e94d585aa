import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isEmail } from 'class-validator';
import { Client } from 'pg';
import { ConfigurationError } from '../config/environment.js';
import { createServerKeys, keysFileOf, loadServerKeys } from '../config/server-keys.js';
import { refuseDemoDatabase } from '../demo/seed-demo.js';
import { Passwords } from '../modules/auth/auth.public.js';
import { runCommand } from './command.js';
import { recordFromCommand } from './record-from-command.js';
import { readPassword } from './read-password.js';

const USAGE = `Usage: npm run setup -- --email you@your-company.example [--name "Your Name"] [--language fr|en] [--password-stdin]

Creates the server's keys, unless they exist, and an administrator. The password is asked for; left empty, or without a
terminal, one is generated and printed once. --password-stdin reads it from standard input.`;

/** Shortest password of an administrator, characters (NIST SP 800-63B-4 asks for 15 when it stands alone). */
const LEAST_LENGTH = 15;

interface Wishes {
  readonly email: string;
  readonly name: string;
  readonly language: string;
  readonly passwordFromStdin: boolean;
}

/** The first start: keys and the first administrator. Nothing has a default secret. */
runCommand(async ({ environment, openDatabase }) => {
  const wishes = readWishes();
  if (environment.mode === 'demo') {
    throw new ConfigurationError([
      'The demo has its own keys and accounts: unset NAIF_MODE, and use another DATA_DIR.',
    ]);
  }
  const typed = await readPassword(wishes.passwordFromStdin);
  const password = typed ?? randomBytes(18).toString('base64url');
  if (password.length < LEAST_LENGTH) {
    throw new ConfigurationError([`The password needs at least ${LEAST_LENGTH} characters.`]);
  }
  const keysFile = keysFileOf(environment);
  const hasKeys =
    existsSync(keysFile) ||
    (environment.jwtSecret !== undefined && environment.vinKey !== undefined);
  if (!hasKeys) createServerKeys(keysFile, false);
  loadServerKeys(environment);
  const databaseUrl = await openDatabase();
  await refuseDemoDatabase(databaseUrl);
  await createAdministrator(databaseUrl, wishes, password);
  const lines = [
    ...(hasKeys
      ? []
      : [
          `Keys:          ${keysFile} (keep a copy in a safe place: without them nothing can be read again)`,
        ]),
    `Administrator: ${wishes.email}`,
    ...(typed === undefined ? [`Password:      ${password} (shown this once)`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
});

function readWishes(): Wishes {
  try {
    const { values } = parseArgs({
      options: {
        email: { type: 'string' },
        name: { type: 'string' },
        language: { type: 'string', default: 'fr' },
        'password-stdin': { type: 'boolean', default: false },
      },
    });
    const { email, name, language } = values;
    if (!isEmail(email)) throw new Error('--email needs an e-mail address.');
    if (language !== 'fr' && language !== 'en') throw new Error('--language is fr or en.');
    return {
      email: email as string,
      name: name ?? (email as string),
      language,
      passwordFromStdin: values['password-stdin'],
    };
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

async function createAdministrator(
  databaseUrl: string,
  { email, name, language }: Wishes,
  password: string,
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const passwordHash = await new Passwords().hash(password);
    await client.query('BEGIN');
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO accounts (email, password_hash, role, display_name, language) VALUES ($1, $2, 'admin', $3, $4)
       ON CONFLICT (lower(email)) DO NOTHING RETURNING id`,
      [email, passwordHash, name, language],
    );
    const [account] = rows;
    if (!account) throw new Error(`There is an account ${email} already; it was not changed.`);
    const after = { email, role: 'admin', displayName: name, language };
    const created = { verb: 'create', kind: 'account', objectId: account.id, after } as const;
    await recordFromCommand(client, 'npm run setup', [created]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}
