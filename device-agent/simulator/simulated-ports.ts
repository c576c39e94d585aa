import {
  MemorySerialPorts,
  type SerialDevice,
} from '../src/adapters/memory/memory-serial-ports.js';
import type { Clock } from '../src/ports/clock.js';
import type { Car } from './car.js';
import { SimulatedElm327 } from './simulated-elm327.js';
import { SimulatedGps } from './simulated-gps.js';
import { SimulatedLine } from './simulated-line.js';
import { steadyNumber } from './steady-number.js';

/** Where a simulated vehicle's devices are, and how fast they may speak: the agent's defaults. */
export const SIMULATED_PLACES = {
  gps: { candidates: ['/dev/naif-gps'], baudRates: [9600] },
  obd: { candidates: ['/dev/naif-obd'], baudRates: [38_400] },
} as const;

/** Half of the vehicles have the microcontroller in front of their receiver, a third a second control unit. */
const WITH_ARDUINO = 1 / 2;
const WITH_GEARBOX_ECU = 1 / 3;

/** The serial lines of a simulated vehicle: a receiver and an adapter in `car`, on `clock`'s time; `seed` is who it is. */
export function simulatedPorts(car: Car, clock: Clock, seed: string): MemorySerialPorts {
  const hasArduino = steadyNumber(seed, 'receiver') < WITH_ARDUINO;
  const hasGearboxEcu = steadyNumber(seed, 'gearbox') < WITH_GEARBOX_ECU;
  const gps = new SimulatedGps(car, clock, { seed, form: hasArduino ? 'arduino' : 'nmea' });
  const elm = new SimulatedElm327(car, clock, { seed, hasGearboxEcu });
  const ports = new MemorySerialPorts();
  const plug = (path: string, device: SerialDevice, baudRate: number): void => {
    ports.plug(path, new SimulatedLine(device, clock, { baudRate, seed }));
  };
  const { gps: gpsPlace, obd: obdPlace } = SIMULATED_PLACES;
  plug(gpsPlace.candidates[0], gps, gpsPlace.baudRates[0]);
  plug(obdPlace.candidates[0], elm, obdPlace.baudRates[0]);
  return ports;
}
