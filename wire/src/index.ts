export * from './enums.js';
export * from './limits.js';
export * from './sensors.dto.js';
export * from './telemetry-batch.dto.js';
export * from './upload-receipt.dto.js';
export * from './enrolment.dto.js';
