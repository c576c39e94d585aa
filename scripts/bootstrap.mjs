/**
 * The door to every command: `node scripts/bootstrap.mjs <name> [arguments]`.
 *
 * Plain JavaScript for any Node from 18 on, without dependencies, because it runs before there are any: it installs
 * what package-lock.json asks for when that is missing or stale, then runs scripts/<name>.mts with the Node 24 that came
 * with it. Signals reach that child exactly once; its exit code becomes ours.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { constants as osConstants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const NODE_MAJOR = 24;

/** A fault that a sentence explains better than a stack trace. */
class Refusal extends Error {}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * What npm recorded as installed (it writes node_modules/.package-lock.json last, after every install script)
 * compared with what the lock file asks for. Packages for other platforms are allowed to be absent.
 * @returns {string | undefined} why an install is needed, or undefined
 */
function whyInstall() {
  const wanted = readJson(join(root, 'package-lock.json'))?.packages;
  if (wanted === undefined) throw new Refusal('package-lock.json is missing or unreadable.');
  const installed = readJson(join(modules, '.package-lock.json'))?.packages;
  if (installed === undefined) return 'nothing is installed yet';
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.includes('node_modules/') || entry.link) continue;
    const found = installed[path];
    if (found === undefined && !(entry.optional || entry.devOptional || entry.peer))
      return `${path} is missing`;
    if (found !== undefined && found.version !== entry.version)
      return `${path} has another version`;
  }
  if (node24() === undefined) return `Node ${NODE_MAJOR} is missing`;
  return undefined;
}

/** @returns {string | undefined} the path of a Node 24 for this machine: the one from node_modules, else the one that runs us */
function node24() {
  const own = join(modules, `node-${process.platform}-${process.arch}`, 'bin', 'node');
  if (existsSync(own)) return own;
  return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR ? process.execPath : undefined;
}

/** PATH without node_modules/.bin: npm must not run on the Node that it is about to replace. */
function pathOutside() {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !folder.includes('node_modules'))
    .join(delimiter);
}

/** @returns {string[]} the command that starts npm: the npm that called us, else the one in PATH */
function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const outside = node !== undefined && existsSync(node) && !realpathSync(node).startsWith(modules);
  if (outside && script !== undefined && /npm-cli\.js$/.test(script)) return [node, script];
  return ['npm'];
}

/** Runs `npm ci`, showing that it lives. */
async function install(reason) {
  try {
    accessSync(root, constants.W_OK);
  } catch {
    throw new Refusal(
      `Dependencies have to be installed (${reason}), but ${root} is not writable for this user.`,
    );
  }
  // Standard output belongs to the command: some print results for programs.
  console.error(`Installing dependencies (${reason}); about a minute …`);
  const started = Date.now();
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const ticker = setInterval(() => console.error(`  … still installing (${seconds()})`), 15_000);
  const [command, ...first] = npmCommand();
  const child = spawn(command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env: { ...process.env, PATH: pathOutside() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve((said += error.message)));
    child.on('close', (status) => resolve(status ?? 'a signal'));
  });
  clearInterval(ticker);
  if (code === 0) {
    console.error(`Dependencies installed (${seconds()}).`);
    return;
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/.test(
      said,
    )
  ) {
    throw new Refusal(
      'Dependencies could not be installed: the package registry cannot be reached. Connect this machine to the network and run the same command again.',
    );
  }
  if (code !== 0 && /ENOENT/.test(said) && command === 'npm' && !/npm error/.test(said)) {
    throw new Refusal(
      'npm was not found. Install Node.js with npm (Debian: apt-get install nodejs npm) and try again.',
    );
  }
  throw new Refusal(`npm ci failed (${code}):\n${said.trim()}`);
}

/** Runs scripts/<name>.mts and resolves with its exit code. */
function run(name, args) {
  const child = spawn(
    node24(),
    ['--disable-warning=ExperimentalWarning', join(root, 'scripts', `${name}.mts`), ...args],
    {
      // A group of its own, so that the terminal's Ctrl-C does not reach it beside us; the channel tells it when we die.
      detached: true,
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      env: {
        ...process.env,
        PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
      },
    },
  );
  // The terminal and npm both hand us the same Ctrl-C; a person's second one comes later than this.
  const SAME_PRESS_MS = 500;
  let last = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - last < SAME_PRESS_MS) return;
      last = Date.now();
      child.kill(signal);
    });
  }
  // npm killed by force tells nobody: whoever adopts us is not npm.
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
  }
  return new Promise((resolve, reject) => {
    child.on('error', (error) =>
      reject(new Refusal(`${name} could not be started: ${error.message}`)),
    );
    child.on('exit', (code, signal) => resolve(code ?? 128 + (osConstants.signals[signal] ?? 0)));
  });
}

async function main() {
  const [name, ...args] = process.argv.slice(2);
  if (Number(process.versions.node.split('.')[0]) < 18) {
    throw new Refusal(
      `Node 18 or newer is needed to start; this is Node ${process.versions.node}.`,
    );
  }
  if (
    name === undefined ||
    !/^[a-z-]+$/.test(name) ||
    !existsSync(join(root, 'scripts', `${name}.mts`))
  ) {
    throw new Refusal(`There is no command “${name ?? ''}”. README.md names them all.`);
  }
  const reason = whyInstall();
  if (reason !== undefined) await install(reason);
  if (node24() === undefined) {
    throw new Refusal(
      `Node ${NODE_MAJOR} for ${process.platform}-${process.arch} did not come with the dependencies. Install Node ${NODE_MAJOR} yourself and try again.`,
    );
  }
  return run(name, args);
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(
      error instanceof Refusal ? error.message : `Unexpected: ${error?.stack ?? error}`,
    );
    process.exit(1);
  },
);
