import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { JsonLog } from '../src/adapters/json-log.js';
import { SystemClock } from '../src/adapters/system-clock.js';
import { describeOptions, processOrigin, readSettings } from '../src/config/command-line.js';
import { UsageError } from '../src/config/option.js';
import { SimulatorSettings } from '../src/config/settings.js';
import { stopSignal } from '../src/stop-signal.js';
import { parseVehicleList } from './vehicle-list.js';
import { Vehicle } from './vehicle.js';

const STDIN = 0;
const LOOK_MS = 250;

const clock = new SystemClock();
const write = (line: string): void => {
  process.stdout.write(line);
};
const log = new JsonLog(clock, write, 'info');

/** Runs the demo's vehicles until `signal` aborts; tells what happens as JSON lines on standard output. */
async function simulate(settings: SimulatorSettings, signal: AbortSignal): Promise<void> {
  const list = readFileSync(settings.vehicles === '-' ? STDIN : settings.vehicles, 'utf8');
  const vehicles: Vehicle[] = [];
  try {
    for (const spec of parseVehicleList(list)) {
      // Only trouble is worth a line of each agent: there are many, and they talk every five seconds.
      const vehicle = await Vehicle.prepare(spec, settings, clock, {
        log: new JsonLog(clock, write, 'warn', { vehicle: spec.name }),
        driverLog: new JsonLog(clock, write, 'error', { vehicle: spec.name }),
      });
      vehicles.push(vehicle);
      vehicle.start();
      const { carId, deviceId } = vehicle.enrolment;
      const history = vehicle.historyReadings;
      log.info('vehicle.started', { vehicle: spec.name, carId, deviceId, history });
      if (signal.aborted) return;
    }
    log.info('simulator.started', { vehicles: vehicles.length });
    await Promise.race([watch(vehicles, signal), ...vehicles.map((vehicle) => vehicle.failed())]);
  } finally {
    await Promise.allSettled(vehicles.map((vehicle) => vehicle.stop()));
  }
  log.info('simulator.stopped');
}

/** Tells once of each vehicle, and of all, when the server has what there was to send. */
async function watch(vehicles: readonly Vehicle[], signal: AbortSignal): Promise<void> {
  const behind = new Set(vehicles);
  while (!signal.aborted) {
    for (const vehicle of behind) {
      if (!vehicle.isUpToDate()) continue;
      behind.delete(vehicle);
      log.info('vehicle.up_to_date', { vehicle: vehicle.name });
      if (behind.size === 0) log.info('simulator.up_to_date', { vehicles: vehicles.length });
    }
    await clock.sleep(behind.size > 0 ? LOOK_MS : Infinity, signal);
  }
}

/** Gives the exit code: 0 stopped, 1 failed, 2 command line not understood. */
async function main(): Promise<number> {
  const origin = processOrigin();
  if (origin.args.includes('--help')) {
    write(`Runs simulated vehicles.\n${describeOptions(SimulatorSettings.options)}\n`);
    return 0;
  }
  try {
    await simulate(readSettings(SimulatorSettings, origin), stopSignal());
    return 0;
  } catch (error) {
    const isSentence = error instanceof Error && 'code' in error;
    process.stderr.write(`${isSentence ? error.message : String((error as Error).stack)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
