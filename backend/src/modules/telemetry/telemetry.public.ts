export type { ReadingDto } from './reading.dto.js';
export { readingDto } from './reading-view.js';
export { standingPower, vehicleState, VEHICLE_STATES, type VehicleState } from './vehicle-state.js';
