import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LinuxMachine } from '../src/adapters/linux-machine.js';

describe('LinuxMachine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naif-machine-'));
  const zone = join(folder, 'temp');

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each<[string, number | undefined]>([
    ['48312\n', 48.312],
    ['-5000\n', -5],
    ['', undefined],
    ['hot\n', undefined],
  ])('reads a thermal zone that says %j as %s °C', (text, celsius) => {
    writeFileSync(zone, text);
    expect(new LinuxMachine(folder, zone).cpuCelsius()).toBe(celsius);
  });

  it('knows its disk and its memory', () => {
    const machine = new LinuxMachine(folder, zone);
    expect(machine.diskFreeBytes()).toBeGreaterThan(0);
    expect(machine.memoryBytes()).toBeGreaterThan(1_000_000);
  });

  it('does without what is not there', () => {
    const machine = new LinuxMachine(join(folder, 'none'), join(folder, 'none'));
    expect(machine.cpuCelsius()).toBeUndefined();
    expect(machine.diskFreeBytes()).toBeUndefined();
  });
});
