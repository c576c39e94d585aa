import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  agentVersion,
  layOutRelease,
  releaseKeyPair,
  sealRelease,
} from '../../scripts/agent-release.mts';
import { NODE } from '../../scripts/processes.mts';

/** The platform of the machine that runs the tests. */
export const PLATFORM = `${process.platform}-${process.arch}`;

/** What a program said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function hear(command: string, args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', (error) => {
      resolve({ code: 127, stdout, stderr: error.message });
    });
    // Not 'close': a service that goes on running holds the channels open.
    child.on('exit', (code) => {
      resolve({ code: code ?? 128, stdout, stderr });
    });
  });
}

/**
 * Makes real packages of the compiled agent under any version. Only their Node is a small script that calls
 * the tests' Node: 120 MB a package would test the disk.
 */
export class ReleaseWorkshop {
  readonly keys = releaseKeyPair();
  /** File of the public key. */
  readonly publicKey: string;
  private readonly folder: string;
  private readonly laidOut: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    this.publicKey = join(folder, 'release.pub');
    writeFileSync(this.publicKey, this.keys.publicKey);
    const node = join(folder, 'node');
    writeFileSync(node, `#!/bin/sh\nexec ${NODE} "$@"\n`);
    chmodSync(node, 0o755);
    this.laidOut = layOutRelease(folder, { version: agentVersion(), platform: PLATFORM, node });
  }

  /** Makes one package. `change` gets its folder before it is packed. */
  async make(
    version: string,
    { change, key }: { change?: (folder: string) => void; key?: string } = {},
  ): Promise<string> {
    const place = join(this.folder, `v${version}-${Math.random().toString(36).slice(2)}`);
    const folder = join(place, `naif-agent-${version}`);
    cpSync(this.laidOut, folder, { recursive: true });
    const file = join(folder, 'app/device-agent/dist/src/version.js');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(agentVersion(), version));
    writeFileSync(join(folder, 'release.json'), JSON.stringify({ version, platform: PLATFORM }));
    change?.(folder);
    return (await sealRelease(folder, PLATFORM, place, key ?? this.keys.privateKey)).file;
  }
}
