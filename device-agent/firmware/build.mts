import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../scripts/processes.mts';
import { Refusal } from '../../scripts/terminal.mts';

/** Where the sketch lies. */
export const SKETCH = join(import.meta.dirname, 'naif-gps');

/** Where `npm run firmware` leaves what it built. */
export const DIST = join(import.meta.dirname, 'dist');

/** The two builds of the one source. */
export const BUILDS = ['naif-gps', 'naif-gps-hardware-uart'] as const;
export type Build = (typeof BUILDS)[number];

/** One build, ready for `avrdude`. */
export interface Firmware {
  readonly build: Build;
  /** The Intel HEX file. */
  readonly hex: string;
  /** Bytes of flash memory: program and constants. */
  readonly flashBytes: number;
  /** Bytes of RAM before the stack: variables and buffers. */
  readonly ramBytes: number;
}

/** An Uno has so much, the boot loader's part of the flash taken off (boards.txt of the Arduino core). */
export const UNO = { flashBytes: 32_256, ramBytes: 2048 } as const;

const ARDUINO = '/usr/share/arduino/hardware/arduino/avr';
const CORE = join(ARDUINO, 'cores/arduino');
const SOFTWARE_SERIAL = join(ARDUINO, 'libraries/SoftwareSerial/src');

/** Debian's packages, and the file that tells that each is there. */
const NEEDED: readonly (readonly [string, string])[] = [
  ['gcc-avr', '/usr/bin/avr-g++'],
  ['binutils-avr', '/usr/bin/avr-objcopy'],
  ['avr-libc', '/usr/lib/avr/include/avr/wdt.h'],
  ['arduino-core-avr', join(SOFTWARE_SERIAL, 'SoftwareSerial.cpp')],
];

const BOARD = [
  '-mmcu=atmega328p',
  '-DF_CPU=16000000L',
  '-DARDUINO=10819',
  '-DARDUINO_AVR_UNO',
  '-DARDUINO_ARCH_AVR',
];
const INCLUDES = [CORE, join(ARDUINO, 'variants/standard'), SOFTWARE_SERIAL].map(
  (folder) => `-I${folder}`,
);
const COMPILE = ['-c', '-Os', '-ffunction-sections', '-fdata-sections', ...BOARD, ...INCLUDES];
const CPP = ['-std=gnu++11', '-fno-exceptions', '-fno-threadsafe-statics'];
/** For our sources. The core is not clean under these, and not ours. */
const STRICT = ['-Wall', '-Wextra', '-Werror'];

async function tool(cwd: string, command: string, ...args: string[]): Promise<string> {
  const { code, output } = await run(command, args, { cwd });
  if (code !== 0) throw new Refusal(`${command} ended with ${code}:\n${output}`);
  return output;
}

async function filesOf(folder: string, ...extensions: string[]): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => extensions.some((extension) => name.endsWith(extension)))
    .sort()
    .map((name) => join(folder, name));
}

/** Compiles sources into object files in a new folder. */
async function compile(
  folder: string,
  command: string,
  flags: string[],
  sources: string[],
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  await tool(folder, command, ...COMPILE, ...flags, ...sources);
  return filesOf(folder, '.o');
}

/** The Arduino core as an archive: the linker takes out of it what is used, and leaves the rest's interrupts behind. */
async function buildCore(folder: string): Promise<string> {
  const c = await compile(
    join(folder, 'core-c'),
    'avr-gcc',
    ['-std=gnu11', '-w'],
    await filesOf(CORE, '.c', '.S'),
  );
  const cpp = await compile(
    join(folder, 'core-cpp'),
    'avr-g++',
    // The constant: avr-libc 2.0.0's <float.h> lacks it in C++11.
    [...CPP, '-fpermissive', '-w', '-DDECIMAL_DIG=17'],
    [...(await filesOf(CORE, '.cpp')), join(SOFTWARE_SERIAL, 'SoftwareSerial.cpp')],
  );
  const archive = join(folder, 'core.a');
  await tool(folder, 'avr-ar', 'rcs', archive, ...c, ...cpp);
  return archive;
}

/** `avr-size` in Berkeley format: the second line starts with text, data and bss. */
async function sizeOf(folder: string, elf: string): Promise<[flash: number, ram: number]> {
  const numbers = /\n\s*(\d+)\s+(\d+)\s+(\d+)/.exec(await tool(folder, 'avr-size', elf));
  if (numbers === null) throw new Error(`avr-size says nothing of ${elf}`);
  const [text = 0, data = 0, bss = 0] = numbers.slice(1).map(Number);
  return [text + data, data + bss];
}

async function buildOne(folder: string, core: string, build: Build): Promise<Firmware> {
  const define = build === 'naif-gps-hardware-uart' ? ['-DNAIF_GPS_ON_HARDWARE_UART'] : [];
  const flags = [...CPP, ...STRICT, ...define];
  const objects = await compile(join(folder, build), 'avr-g++', flags, [
    ...(await filesOf(SKETCH, '.cpp')),
    '-xc++',
    join(SKETCH, 'naif-gps.ino'),
  ]);
  const elf = join(folder, `${build}.elf`);
  const hex = join(folder, `${build}.hex`);
  await tool(
    folder,
    'avr-gcc',
    '-Os',
    '-mmcu=atmega328p',
    '-Wl,--gc-sections',
    ...objects,
    core,
    '-o',
    elf,
  );
  await tool(folder, 'avr-objcopy', '-O', 'ihex', '-R', '.eeprom', elf, hex);
  const [flashBytes, ramBytes] = await sizeOf(folder, elf);
  return { build, hex, flashBytes, ramBytes };
}

/**
 * Builds the firmware with Debian's AVR tools, apart from the sources.
 * @param into gets the .elf and .hex files; made when it is missing
 * @throws Refusal when a tool is missing (it names the package), or with what the compiler says
 */
export async function buildFirmware(into: string): Promise<Firmware[]> {
  const missing = NEEDED.filter(([, file]) => !existsSync(file)).map(([name]) => name);
  if (missing.length > 0) {
    throw new Refusal(
      `The firmware needs these Debian packages, which are missing: ${missing.join(', ')}.`,
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'naif-firmware-'));
  try {
    const core = await buildCore(folder);
    const built = await Promise.all(BUILDS.map((build) => buildOne(folder, core, build)));
    await mkdir(into, { recursive: true });
    for (const path of await filesOf(folder, '.elf', '.hex')) {
      await cp(path, join(into, path.slice(folder.length + 1)));
    }
    return built.map((firmware) => ({ ...firmware, hex: join(into, `${firmware.build}.hex`) }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
