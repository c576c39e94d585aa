import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const sources = pathToFileURL(join(process.cwd(), 'backend', 'src', 'database')).href;

// Jest loads this file with Node itself, which strips types but takes import paths by the letter:
// `./x.js` stands for `./x.ts` as it does for the compiler.
registerHooks({
  resolve(specifier, context, nextResolve) {
    const source = URL.parse(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (source?.href.startsWith(sources) && existsSync(fileURLToPath(source))) {
      return { ...nextResolve(source.href, context), format: 'module-typescript' };
    }
    return nextResolve(specifier, context);
  },
});

const PREFIX = 'naif-test-';
/** File with the id of the process whose cluster it is. */
const OWNER = 'owner';

/** Stops and removes the clusters of runs that were killed before they could do it themselves. */
async function clearAbandoned(stop: (folder: string) => Promise<unknown>): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const dataDir = join(tmpdir(), name);
    const owner = join(dataDir, OWNER);
    if (!existsSync(owner) || existsSync(`/proc/${readFileSync(owner, 'utf8')}`)) continue;
    await stop(join(dataDir, 'database'));
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/**
 * Starts the run's one PostgreSQL cluster with a migrated template database. Workers find it in the
 * environment: `NAIF_TEST_CLUSTER` is its superuser's URL.
 */
export default async function globalSetup(): Promise<void> {
  // The supervisor and the migrations are written so that Node can run them as they are: erasable types only.
  const { EmbeddedPostgres } = (await import(
    `${sources}/embedded-postgres/embedded-postgres.ts`
  )) as typeof import('../src/database/embedded-postgres/embedded-postgres.js');
  const { migrate } = (await import(
    `${sources}/data-source.ts`
  )) as typeof import('../src/database/data-source.js');
  const { stopLeftBehind } = (await import(
    `${sources}/embedded-postgres/left-behind.ts`
  )) as typeof import('../src/database/embedded-postgres/left-behind.js');
  await clearAbandoned(stopLeftBehind);
  const silent = (): void => undefined;
  const dataDir = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(dataDir, OWNER), String(process.pid));
  chmodSync(dataDir, 0o711); // As root: the account of PostgreSQL must get through.
  const cluster = await EmbeddedPostgres.start({
    dataDir,
    log: {
      debug: silent,
      info: silent,
      warn: silent,
      error: (event, fields) => console.error(event, fields),
    },
    // A test's data need not survive a power cut.
    settings: ['fsync=off', 'full_page_writes=off', 'shared_buffers=64MB'],
  });
  await migrate(cluster.url);
  process.env['NAIF_TEST_CLUSTER'] = cluster.superuserUrl;
  process.env['NAIF_TEST_TEMPLATE'] = cluster.url;
  (globalThis as { naifTestCluster?: unknown }).naifTestCluster = { cluster, dataDir };
}
