import type { VehicleState } from '../live/vehicle-state';

/** A vehicle as the map draws it. Markers are immutable: what has not changed stays the same object. */
export interface MapMarker {
  readonly id: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Heading, degrees clockwise from north. */
  readonly courseDegrees?: number | undefined;
  readonly state: VehicleState;
  /** What is written beside it (the plate). */
  readonly label: string;
}
