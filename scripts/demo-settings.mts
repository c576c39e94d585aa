import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { CALLED_IN } from './processes.mts';
import { Refusal } from './terminal.mts';

/** What the person chose for the demo. */
export interface DemoSettings {
  /** TCP port; 0 lets the system choose one. */
  readonly port: number;
  /** Absolute path of the data folder. */
  readonly dataDir: string;
  /** How many vehicles drive, 1 to 200. */
  readonly vehicles: number;
  /** Replay factor, 1 to 1000. */
  readonly speed: number;
  /** Password of the three demo accounts. */
  readonly password: string;
}

/** A setting of the demo that is a number. */
interface NumberSetting {
  readonly key: string;
  readonly about: string;
  readonly standard: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const VEHICLES: NumberSetting = {
  key: 'DEMO_VEHICLES',
  about: 'How many vehicles drive. More than eight drive the same recordings under other plates.',
  standard: 8,
  min: 1,
  max: 200,
  whole: true,
};

const SPEED: NumberSetting = {
  key: 'DEMO_SPEED',
  about:
    'Recorded seconds a second of life. Faster than life the drives start in the past and catch up with now.',
  standard: 1,
  min: 1,
  max: 1000,
  whole: false,
};

const PORT: NumberSetting = {
  key: 'PORT',
  about: 'TCP port of the server. 0 lets the system choose one.',
  standard: 8080,
  min: 0,
  max: 65_535,
  whole: true,
};

/** What the demo understands beyond the backend's own settings. */
export const DEMO_SETTINGS: readonly NumberSetting[] = [VEHICLES, SPEED];

function read({ key, standard, min, max, whole }: NumberSetting): number {
  const text = process.env[key]?.trim() ?? '';
  if (text === '') return standard;
  const value = Number(text);
  if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
    throw new Refusal(
      `${key} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}; it is “${text}”.`,
    );
  }
  return value;
}

/**
 * Reads the environment.
 * @throws Refusal when a value makes no sense
 */
export function readDemoSettings(): DemoSettings {
  return {
    port: read(PORT),
    dataDir: resolve(CALLED_IN, process.env['DATA_DIR'] ?? 'data'),
    vehicles: read(VEHICLES),
    speed: read(SPEED),
    password: process.env['DEMO_PASSWORD'] ?? 'naif-demo',
  };
}

/** Like mkdir's `recursive`, which never comes back where the kernel refuses with ENOENT (/proc). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

/**
 * Makes the data folder and its parts, and makes sure that we may write there.
 * @throws Refusal when not
 */
export function takeDataFolder(dataDir: string): void {
  for (const folder of [dataDir, join(dataDir, 'logs'), join(dataDir, 'demo')]) {
    try {
      makeFolder(folder);
      if (!statSync(folder).isDirectory()) throw new Error('not a folder');
      accessSync(folder, constants.W_OK | constants.X_OK);
    } catch {
      throw new Refusal(
        `The data folder ${folder} cannot be written by this user: make it writable, or set DATA_DIR to another folder.`,
      );
    }
  }
}

/**
 * Resolves with the port when nothing listens on it, or with a free one for 0.
 * @throws Refusal when it is taken or needs more rights
 */
export async function takePort(port: number): Promise<number> {
  const server = createServer();
  try {
    await new Promise<void>((done, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', done);
    });
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new Refusal(
        `Port ${port} is already taken: stop the program that uses it, or choose another one, for instance PORT=${port + 1} npm run demo.`,
      );
    }
    if (code === 'EACCES')
      throw new Refusal(`Port ${port} needs more rights: set PORT to one from 1024 on.`);
    throw error;
  } finally {
    server.close();
  }
}
