/** Where the vehicle's clock took its time from. `none` means that it was never set. */
export const CLOCK_SOURCES = ['gps', 'ntp', 'rtc', 'none'] as const;
export type ClockSource = (typeof CLOCK_SOURCES)[number];

/** What kind of position the receiver has. */
export const GPS_FIXES = ['none', '2d', '3d'] as const;
export type GpsFix = (typeof GPS_FIXES)[number];

/** What the vehicle says about its engine and its own power. */
export const POWER_STATES = ['driving', 'parked', 'stopping'] as const;
export type PowerState = (typeof POWER_STATES)[number];

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
