import { POWER_STATES, type PowerState, type PreviousEnd } from '@naif/wire';

/** Whether the car's battery could have fed the agent on. */
export const BATTERY_STATES = ['well', 'low'] as const;
export type BatteryState = (typeof BATTERY_STATES)[number];

/** What a run leaves behind for the next one. */
export interface RunMark {
  /** The boot of the machine that it ran in (`Clock.boot`). */
  readonly boot: string;
  /** It stopped in good order. */
  readonly stopped: boolean;
  /** The vehicle's power when this was written. */
  readonly power?: PowerState;
  /** The car's battery when this was written, V, and what that means. */
  readonly volts?: number;
  readonly battery?: BatteryState;
  /** When this was written, ISO 8601; missing while the time was not trusted. For people only. */
  readonly at?: string;
}

/**
 * A lead-acid battery of six cells at rest: 12.7 V is full, 12.0 V about a quarter (the adapter's own divider is off
 * by up to 2 %). With the engine running an alternator holds 13 to 15 V, a smart one now and then 12.3 V.
 */
const LOW_VOLTS = 12;
/** What a battery that stands may lose by itself, V: the surface charge after a drive. More means that something empties it. */
const FALLING_VOLTS = 0.6;

/**
 * Judges the battery: low below 12.0 V, or when it has fallen by more than 0.6 V since the car was parked. Gives
 * undefined when it was never measured. `parkedVolts`: the first measurement of this standing time, if the car is parked.
 */
export function batteryState(
  volts: number | undefined,
  parkedVolts?: number,
): BatteryState | undefined {
  if (volts === undefined) return undefined;
  const isFalling = parkedVolts !== undefined && parkedVolts - volts > FALLING_VOLTS;
  return volts < LOW_VOLTS || isFalling ? 'low' : 'well';
}

/**
 * How the run that left `mark` ended, told at the start of the next one, in the boot `boot`:
 *
 * - `stopped`: it said so itself.
 * - `crashed`: it did not, and the machine has not been started anew since: the program alone went away.
 * - `power-lost`: the machine went away with it, and the battery was low, falling or never measured; or it went while the
 *   car was `stopping` (engine off for less than a minute): that is a supply which goes with the ignition.
 * - `unplugged`: the machine went away with it although the battery was well and the car either drove or had been
 *   parked for a while: nothing but a hand at the plug, or a bad contact, explains that. A supply that goes in the very
 *   second in which the engine stops looks the same; the battery's voltage cannot tell more.
 *
 * Undefined when there was no run before.
 */
export function previousEnd(mark: RunMark | undefined, boot: string): PreviousEnd | undefined {
  if (!mark) return undefined;
  if (mark.stopped) return 'stopped';
  if (mark.boot === boot) return 'crashed';
  return mark.battery === 'well' && mark.power !== 'stopping' ? 'unplugged' : 'power-lost';
}

/** Reads a mark; undefined when it is none. */
export function parseRunMark(text: string | undefined): RunMark | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { boot, stopped, power, volts, battery, at } = value as Record<string, unknown>;
    if (typeof boot !== 'string' || typeof stopped !== 'boolean') return undefined;
    const knownPower = POWER_STATES.find((one) => one === power);
    const knownBattery = BATTERY_STATES.find((one) => one === battery);
    return {
      boot,
      stopped,
      ...(knownPower ? { power: knownPower } : {}),
      ...(typeof volts === 'number' ? { volts } : {}),
      ...(knownBattery ? { battery: knownBattery } : {}),
      ...(typeof at === 'string' ? { at } : {}),
    };
  } catch {
    return undefined;
  }
}
