import type { Machine } from '../../ports/machine.js';

/** A machine for tests: it is as it is set. */
export class MemoryMachine implements Machine {
  cpu: number | undefined = 48.5;
  diskFree: number | undefined = 20_000_000_000;
  memory: number | undefined = 80_000_000;

  cpuCelsius(): number | undefined {
    return this.cpu;
  }

  diskFreeBytes(): number | undefined {
    return this.diskFree;
  }

  memoryBytes(): number | undefined {
    return this.memory;
  }
}
