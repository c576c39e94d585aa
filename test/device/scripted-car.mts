import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/processes.mts';
import { SystemClock } from '../../device-agent/dist/src/adapters/system-clock.js';
import { parseEnvirocarRecording } from '../../device-agent/dist/src/replay/envirocar-recording.js';
import { SwitchedCar, type CarState } from '../../device-agent/dist/simulator/car.js';
import { PtyBridge } from '../../device-agent/dist/simulator/pty-bridge.js';
import { RecordedCar } from '../../device-agent/dist/simulator/recorded-car.js';
import { SimulatedElm327 } from '../../device-agent/dist/simulator/simulated-elm327.js';
import { SimulatedGps } from '../../device-agent/dist/simulator/simulated-gps.js';
import { SimulatedLine } from '../../device-agent/dist/simulator/simulated-line.js';

/** Half an hour on roads of all kinds. */
const RECORDING = 'recordings/envirocar/dodge-caliber-227bcd.json';
/** The car is on its way already, ms: speed, course and engine change all the time from here on. */
const UNDER_WAY_MS = 300_000;

/** A device at a pseudo-terminal: its plug, and its faults. */
export interface ScriptedDevice {
  readonly path: string;
  readonly line: SimulatedLine;
  readonly plug: PtyBridge;
}

/** A car on a recorded drive with a receiver and an adapter at pseudo-terminals. */
export class ScriptedCar {
  readonly gps: ScriptedDevice;
  readonly obd: ScriptedDevice;
  /** Every command that the adapter was given. */
  readonly commands = new Set<string>();
  private readonly car: SwitchedCar;
  private readonly recorded: RecordedCar;
  /** When the engine was stopped and started again, ms since the epoch. */
  private readonly engineOff: { readonly fromMs: number; toMs: number }[] = [];

  constructor(folder: string, vin: string) {
    const clock = new SystemClock();
    const begun = Date.now() - UNDER_WAY_MS;
    const recording = parseEnvirocarRecording(readFileSync(join(ROOT, RECORDING), 'utf8'));
    const schedule = {
      at: (time: number) => ({ kind: 'driving', offsetMs: time - begun }) as const,
    };
    this.recorded = new RecordedCar(recording, schedule, vin);
    this.car = new SwitchedCar(this.recorded);
    const gps = new SimulatedGps(this.car, clock, { seed: 'scripted', form: 'nmea' });
    const elm = new SimulatedElm327(this.car, clock, {
      seed: 'scripted',
      hasGearboxEcu: true,
      heard: (command) => this.commands.add(command),
    });
    this.gps = connect(gps, clock, join(folder, 'gps'), 9600);
    this.obd = connect(elm, clock, join(folder, 'obd'), 38_400);
  }

  stopEngine(): void {
    this.car.stopEngine();
    this.engineOff.push({ fromMs: Date.now(), toMs: Infinity });
  }

  startEngine(): void {
    this.car.startEngine();
    const last = this.engineOff.at(-1);
    if (last) last.toMs = Date.now();
  }

  /** What was true at `time` (ms since the epoch) while the engine ran. */
  truth(time: number): CarState {
    return this.recorded.at(time);
  }

  /** Whether the engine was off during all of this time. */
  wasOff(fromMs: number, toMs: number): boolean {
    return this.engineOff.some((off) => off.fromMs <= fromMs && toMs <= off.toMs);
  }

  async unplugAll(): Promise<void> {
    await Promise.all([this.gps.plug.unplug(), this.obd.plug.unplug()]);
  }
}

function connect(
  device: ConstructorParameters<typeof SimulatedLine>[0],
  clock: SystemClock,
  path: string,
  baudRate: number,
): ScriptedDevice {
  const line = new SimulatedLine(device, clock, { baudRate, seed: path });
  return { path, line, plug: new PtyBridge(line, path, baudRate) };
}
