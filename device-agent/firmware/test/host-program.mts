import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../scripts/processes.mts';
import { SKETCH } from '../build.mts';

const SOURCES = [
  join(import.meta.dirname, 'host-main.cpp'),
  ...['json-line', 'nmea-fields', 'nmea-parser', 'nmea-sentence', 'report-pace'].map((name) =>
    join(SKETCH, `${name}.cpp`),
  ),
];

/** The firmware's parser as a program of this computer, watched by the sanitizers of the compiler. */
export class HostProgram {
  private readonly folder = mkdtempSync(join(tmpdir(), 'naif-firmware-host-'));
  private readonly program = join(this.folder, 'host');

  /**
   * Compiles it.
   * @throws Error when the compiler is missing (it names the package) or not content
   */
  async build(): Promise<void> {
    if (!existsSync('/usr/bin/g++')) throw new Error('This test needs the Debian package g++.');
    const { code, output } = await run('g++', [
      '-std=c++11',
      ...['-Wall', '-Wextra', '-Wconversion', '-Werror'],
      ...['-O1', '-g', '-fsanitize=address,undefined', '-fno-sanitize-recover=all'],
      ...['-o', this.program],
      ...SOURCES,
    ]);
    if (code !== 0) throw new Error(output);
  }

  /** The readings' lines, one per epoch, that it makes of a receiver's bytes. */
  parse(bytes: Uint8Array | string): Promise<string[]> {
    return this.lines('parse', bytes);
  }

  /** What falls due when: `ms what`. @param endedAtMs when the run begins, when epochs end, and when the run ends */
  pace(endedAtMs: readonly number[]): Promise<string[]> {
    return this.lines('pace', endedAtMs.join(' '));
  }

  /** Removes it. */
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async lines(command: string, input: Uint8Array | string): Promise<string[]> {
    const file = join(this.folder, 'input');
    writeFileSync(file, input);
    // The leak check cannot run under a tracer, and nothing is ever allocated.
    const env = { ASAN_OPTIONS: 'detect_leaks=0' };
    const { code, output } = await run(this.program, [command, file], { env });
    if (code !== 0) throw new Error(`The parser ended with ${code}:\n${output}`);
    return output.split('\n').slice(0, -1);
  }
}
