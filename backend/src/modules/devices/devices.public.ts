/** What other modules may use of devices. */
export { Device } from './device.entity.js';
export { DeviceCommands } from './device-commands.js';
export { WaitingCommands } from './waiting-commands.js';
export type { CommandResult } from './device-command.js';
