/** What other modules may use of devices. */
export { Device } from './device.entity.js';
