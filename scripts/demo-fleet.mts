import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from './processes.mts';

/** A car as its papers name it. */
interface Car {
  readonly make: string;
  readonly model: string;
  readonly year: number;
  readonly displacementCc: number;
}

/** A demo vehicle, with what has to be entered for those that the backend does not seed. */
export interface DemoVehicle {
  readonly plate: string;
  readonly vin: string;
  readonly car: Car;
  readonly ownerEmail: string;
  readonly formula: string;
  readonly premiumCents: number;
  /** Absolute path of the recording that it drives. */
  readonly recording: string;
}

/** What backend/src/demo/demo-fleet.ts says of the eight seeded vehicles and their owners. */
interface Seeded {
  readonly DEMO_VEHICLES: readonly {
    readonly recording: string;
    readonly vin: string;
    readonly plate: string;
    readonly owner: number;
    readonly formula: string;
    readonly premiumCents: number;
  }[];
  readonly DEMO_CLIENTS: readonly { readonly email: string }[];
  readonly carOf: (vehicle: object) => Car;
}

/** Letters of French plates (SIV): without I, O and U. */
const PLATE_LETTERS = 'ABCDEFGHJKLMNPQRSTVWXYZ';

/** A number from a text, always the same: the demo's papers do not change between starts. */
function draw(text: string, below: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % below;
}

function plateOf(index: number): string {
  const letter = (place: number): string =>
    PLATE_LETTERS.charAt(draw(`plate ${index} ${place}`, PLATE_LETTERS.length));
  const digits = String(1 + draw(`plate ${index}`, 999)).padStart(3, '0');
  return `${letter(1)}${letter(2)}-${digits}-${letter(3)}${letter(4)}`;
}

/**
 * The first `count` demo vehicles: the eight that the backend seeds, then twins of them that drive the same recordings
 * with their own VINs and plates. The backend has to be built.
 */
export function demoFleet(count: number): DemoVehicle[] {
  const require = createRequire(import.meta.url);
  const { DEMO_VEHICLES, DEMO_CLIENTS, carOf } = require(
    join(ROOT, 'dist/backend/backend/src/demo/demo-fleet.js'),
  ) as Seeded;
  return Array.from({ length: count }, (_, index) => {
    const model = DEMO_VEHICLES[index % DEMO_VEHICLES.length];
    if (model === undefined) throw new Error('The backend names no demo vehicles.');
    const isTwin = index >= DEMO_VEHICLES.length;
    return {
      plate: isTwin ? plateOf(index) : model.plate,
      // The serial number is a VIN's last six characters.
      vin: isTwin ? `${model.vin.slice(0, 11)}${100_001 + index}` : model.vin,
      car: carOf(model),
      ownerEmail: DEMO_CLIENTS[index % DEMO_CLIENTS.length]?.email ?? '',
      formula: model.formula,
      premiumCents: model.premiumCents,
      recording: join(ROOT, `recordings/envirocar/${model.recording}.json`),
    };
  });
}
