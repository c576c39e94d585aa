/** What other modules may use of vehicles. */
export { type VehicleHistory, VehiclesDirectory } from './vehicles-directory.js';
export { VehicleNotFound } from './vehicles.errors.js';
export { carIdOf, normalisedVin } from './vin.js';
