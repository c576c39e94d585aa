/** `npm run agent:package`: makes a signed package of the vehicle's program. `--help` says how. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { agentVersion, layOutRelease, releaseKeyPair, sealRelease } from './agent-release.mts';
import { buildChanged } from './build-targets.mts';
import { CALLED_IN, ROOT, stopWithParent } from './processes.mts';
import { done, Refusal, runMain } from './terminal.mts';

const HELP = `Makes naif-agent-VERSION-PLATFORM.tar.gz and its signature (.sig).

  --key FILE       private key (Ed25519, PEM) that signs; keep it off the vehicles
  --new-key FILE   makes a new pair first: FILE and FILE.pub, the public half for the vehicles
  --platform NAME  linux-x64 or linux-arm64; default: this machine's
  --node FILE      the Node program of that platform; default: the one that is installed here
  --out FOLDER     default: dist/agent`;

interface Wishes {
  readonly key: string;
  readonly platform: string;
  readonly node: string;
  readonly out: string;
}

const path = (text: string): string => resolve(CALLED_IN, text);

function readWishes(): Wishes | undefined {
  const { values } = parseArgs({
    options: {
      key: { type: 'string' },
      'new-key': { type: 'string' },
      platform: { type: 'string', default: `${process.platform}-${process.arch}` },
      node: { type: 'string' },
      out: { type: 'string', default: join(ROOT, 'dist/agent') },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  const { platform } = values;
  const key = values['new-key'] === undefined ? values.key : makeKey(path(values['new-key']));
  if (key === undefined) throw new Refusal(`--key FILE is needed, or --new-key FILE.\n${HELP}`);
  const own = join(ROOT, `node_modules/node-${platform}/bin/node`);
  const node = values.node === undefined ? own : path(values.node);
  if (!existsSync(node)) {
    throw new Refusal(
      `There is no Node for ${platform} here (${node}). Make the package on such a machine, or give its program by --node FILE.`,
    );
  }
  return { key: path(key), platform, node, out: path(values.out) };
}

function makeKey(file: string): string {
  const { privateKey, publicKey } = releaseKeyPair();
  writeFileSync(file, privateKey, { mode: 0o600, flag: 'wx' });
  writeFileSync(`${file}.pub`, publicKey);
  done(`${file} (secret) and ${file}.pub`);
  return file;
}

runMain(async () => {
  stopWithParent();
  const wishes = readWishes();
  if (!wishes) {
    console.log(HELP);
    return 0;
  }
  await buildChanged(['wire', 'device-agent']);
  const folder = mkdtempSync(join(tmpdir(), 'naif-agent-package-'));
  try {
    const release = layOutRelease(folder, { version: agentVersion(), ...wishes });
    const key = readFileSync(wishes.key, 'utf8');
    const { file } = await sealRelease(release, wishes.platform, wishes.out, key);
    done(`${file} (${Math.round(statSync(file).size / 1e6)} MB) and its signature`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return 0;
});
