import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { ROOT, run } from './processes.mts';
import { productionPackages } from './production-packages.mts';
import { Refusal } from './terminal.mts';

/** What a release is made for and of. */
export interface ReleaseParts {
  readonly version: string;
  /** Such as `linux-arm64`. */
  readonly platform: string;
  /** The Node program that goes with it. */
  readonly node: string;
}

/** A package and its detached signature. */
export interface SealedPackage {
  readonly file: string;
  readonly signature: string;
}

/** Nothing that runs: declarations, maps and texts. */
const LEFT_OUT_SUFFIXES = new Set(['.ts', '.mts', '.cts', '.map', '.md', '.markdown', '.flow']);
/** The same code again for bundlers and browsers. */
const LEFT_OUT_FOLDERS = new Set(['esm5', 'esm2015', 'bundles', 'bundle', 'es6', '.github']);

/**
 * How Node runs the vehicle's program. node:sqlite says on every start that it is young: nobody on a vehicle can do anything
 * about it. Without bounds V8 sizes its heap by the machine, and a drain of days grows to 260 MiB of garbage that is not
 * yet collected; with them it stays near 100, well below the service's MemoryMax.
 */
export const VEHICLE_NODE_FLAGS: readonly string[] = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=2',
  '--max-old-space-size=128',
];

const PROGRAM = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
exec "$here/node" ${VEHICLE_NODE_FLAGS.join(' ')} "$here/../app/device-agent/dist/src/main.js" "$@"
`;

/** The version that the agent's sources have. */
export function agentVersion(): string {
  const manifest = readFileSync(join(ROOT, 'device-agent/package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/**
 * Lays a release out below `into` as `naif-agent-<version>/`: Node, the compiled agent, the packages that it
 * needs, and what installs it. The agent has to be built.
 */
export function layOutRelease(into: string, { version, platform, node }: ReleaseParts): string {
  const folder = join(into, `naif-agent-${version}`);
  const app = join(folder, 'app');
  copyCompiled(join(app, 'device-agent/dist/src'));
  copy(join(ROOT, 'device-agent/package.json'), join(app, 'device-agent/package.json'));
  const wire = join(app, 'node_modules/@naif/wire');
  copy(join(ROOT, 'wire/package.json'), join(wire, 'package.json'));
  cpSync(join(ROOT, 'wire/dist'), join(wire, 'dist'), { recursive: true, filter: runs });
  for (const place of productionPackages([join(ROOT, 'device-agent'), join(ROOT, 'wire')])) {
    copyPackage(place, join(app, relative(ROOT, place)), platform);
  }
  copy(node, join(folder, 'bin/node'), 0o755);
  write(join(folder, 'bin/naif-agent'), PROGRAM, 0o755);
  cpSync(join(ROOT, 'device-agent/install'), join(folder, 'install'), { recursive: true });
  const nodeLicence = join(dirname(node), '../LICENSE');
  if (existsSync(nodeLicence)) copy(nodeLicence, join(folder, 'bin/LICENSE.node'));
  for (const text of ['LICENSE', 'NOTICE']) copy(join(ROOT, text), join(folder, text));
  write(join(folder, 'release.json'), `${JSON.stringify({ version, platform })}\n`);
  return folder;
}

/** Packs a laid out release and signs the package. @throws Refusal when tar cannot */
export async function sealRelease(
  folder: string,
  platform: string,
  out: string,
  privateKeyPem: string,
): Promise<SealedPackage> {
  mkdirSync(out, { recursive: true });
  const file = join(out, `${basename(folder)}-${platform}.tar.gz`);
  const { code, output } = await run('tar', [
    '--create',
    '--gzip',
    // The agent's own reader knows this format and nothing else; the rest makes equal sources equal packages.
    '--format=ustar',
    '--sort=name',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--mtime=@0',
    `--file=${file}`,
    `--directory=${dirname(folder)}`,
    basename(folder),
  ]);
  if (code !== 0) throw new Refusal(`The package could not be written: ${output.trim()}`);
  const signature = `${file}.sig`;
  writeFileSync(signature, sign(null, readFileSync(file), createPrivateKey(privateKeyPem)));
  return { file, signature };
}

/** A new pair of keys (Ed25519, PEM) for signing releases. */
export function releaseKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

function runs(path: string): boolean {
  return statSync(path).isDirectory() || !LEFT_OUT_SUFFIXES.has(extname(path));
}

/** The compiler leaves what it once made of sources that are gone: only what has a source is taken. */
function copyCompiled(target: string): void {
  const compiled = join(ROOT, 'device-agent/dist/src');
  const source = join(ROOT, 'device-agent/src');
  for (const entry of readdirSync(compiled, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || extname(entry.name) !== '.js') continue;
    const path = relative(compiled, join(entry.parentPath, entry.name));
    if (existsSync(join(source, path.replace(/\.js$/, '.ts')))) {
      copy(join(compiled, path), join(target, path));
    }
  }
}

/** Of the native modules those that were built for this platform. */
function copyPackage(from: string, to: string, platform: string): void {
  cpSync(from, to, {
    recursive: true,
    dereference: true,
    filter: (path) => {
      const inside = relative(from, path).split('/');
      const [first, second] = inside;
      if (first === 'node_modules' || inside.some((part) => LEFT_OUT_FOLDERS.has(part))) {
        return false;
      }
      if (first === 'prebuilds' && second !== undefined) return second === platform;
      return runs(path);
    },
  });
}

function copy(from: string, to: string, mode = 0o644): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
  chmodSync(to, mode);
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
}
