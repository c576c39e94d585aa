/** Where the vehicle's clock took its time from. `none` means that it was never set. */
export const CLOCK_SOURCES = ['gps', 'ntp', 'rtc', 'none'] as const;
export type ClockSource = (typeof CLOCK_SOURCES)[number];

/** What kind of position the receiver has. */
export const GPS_FIXES = ['none', '2d', '3d'] as const;
export type GpsFix = (typeof GPS_FIXES)[number];

/** What the vehicle says about its engine and its own power. */
export const POWER_STATES = ['driving', 'parked', 'stopping'] as const;
export type PowerState = (typeof POWER_STATES)[number];

/** How the satellite receiver is doing: `missing` no such line, `silent` a line from which nothing usable comes. */
export const GPS_STATES = ['ok', 'no-fix', 'silent', 'missing'] as const;
export type GpsState = (typeof GPS_STATES)[number];

/** How the OBD-2 adapter is doing: `engine-off` the car answers without its engine, `no-car` only the adapter answers. */
export const OBD_STATES = ['ok', 'engine-off', 'no-car', 'silent', 'missing'] as const;
export type ObdState = (typeof OBD_STATES)[number];

/**
 * How the agent's previous run ended: `stopped` in good order, `crashed` on a system that went on running,
 * `power-lost` with the system, `unplugged` with the system while the car's battery was well.
 */
export const PREVIOUS_ENDS = ['stopped', 'crashed', 'power-lost', 'unplugged'] as const;
export type PreviousEnd = (typeof PREVIOUS_ENDS)[number];

/** The server that the agent last reached. */
export const SITES = ['main', 'backup'] as const;
export type Site = (typeof SITES)[number];

/** What the backend can ask of a vehicle. */
export const COMMAND_KINDS = [
  'stream',
  'picture',
  'clip',
  'settings',
  'restart',
  'update',
] as const;
export type CommandKind = (typeof COMMAND_KINDS)[number];

/** How a command ended on the vehicle. */
export const COMMAND_OUTCOMES = ['done', 'refused', 'unsupported', 'failed'] as const;
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];
