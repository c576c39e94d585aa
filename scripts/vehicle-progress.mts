import { step } from './terminal.mts';

/** What the simulator says, one JSON line each (device-agent/simulator/main.ts). */
interface Line {
  readonly event?: string;
  readonly history?: number;
}

/** Follows the simulator's lines until everything from before the start has reached the server. */
export class VehicleProgress {
  /** Resolves when the server has all that there was to send. */
  readonly upToDate: Promise<void>;
  /** Readings of past drives that the vehicles bring along. */
  history = 0;
  private tellDone: () => void = () => undefined;
  private arrived = 0;
  private readonly total: number;
  private readonly started = Date.now();
  private told = 0;

  /** @param total how many vehicles there are */
  constructor(total: number) {
    this.total = total;
    this.upToDate = new Promise((resolve) => (this.tellDone = resolve));
  }

  /** Takes one line of the simulator's standard output; others than JSON are none of its business. */
  take(text: string): void {
    const line = parse(text);
    if (line.event === 'vehicle.started') this.history += line.history ?? 0;
    if (line.event === 'vehicle.up_to_date') this.tell(++this.arrived);
    if (line.event === 'simulator.up_to_date') this.tellDone();
  }

  /** At most one line in two seconds: most starts need none. */
  private tell(arrived: number): void {
    const now = Date.now();
    if (now - Math.max(this.told, this.started) < 2000) return;
    this.told = now;
    step(`  past drives of ${arrived} of ${this.total} vehicles are stored`);
  }
}

function parse(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return {};
  }
}
