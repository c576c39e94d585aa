import { readFileSync, statfsSync } from 'node:fs';
import type { Machine } from '../ports/machine.js';

/** The kernel's first thermal zone: on a Raspberry Pi the processor's own sensor, in thousandths of °C. */
const CPU_THERMAL_ZONE = '/sys/class/thermal/thermal_zone0/temp';

/** This machine, by what Linux tells in files. */
export class LinuxMachine implements Machine {
  constructor(
    /** A folder on the outbox's disk. */
    private readonly folder: string,
    private readonly thermalZone = CPU_THERMAL_ZONE,
  ) {}

  cpuCelsius(): number | undefined {
    return attempt(() => {
      const text = readFileSync(this.thermalZone, 'utf8').trim();
      return /^-?\d+$/.test(text) ? Number(text) / 1000 : undefined;
    });
  }

  diskFreeBytes(): number | undefined {
    return attempt(() => {
      // Blocks for everybody: those that are reserved for root are of no use to the service's user.
      const { bavail, bsize } = statfsSync(this.folder);
      return bavail * bsize;
    });
  }

  memoryBytes(): number | undefined {
    return attempt(() => process.memoryUsage.rss());
  }
}

/** Not every machine has everything; a status must not fail for it. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
