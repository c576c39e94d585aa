/** What other modules may use of vehicles. */
export { deviceSituation, SILENT_AFTER_MS } from './device-situation.js';
export { FleetChanges, type FleetMark } from './fleet-changes.js';
export { type VehicleHistory, VehiclesDirectory } from './vehicles-directory.js';
export { normalisedPlate } from './plate.js';
export { VehicleBatch } from './vehicle-batch.js';
export { CreateVehicleDto } from './vehicle-body.dto.js';
export { Vehicle } from './vehicle.entity.js';
export { VehicleQueryDto } from './vehicle.dto.js';
export { VehiclesService } from './vehicles.service.js';
export { VehicleNotFound } from './vehicles.errors.js';
export { carIdOf, normalisedVin } from './vin.js';
