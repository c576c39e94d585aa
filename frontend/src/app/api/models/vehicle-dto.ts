export interface VehicleLastDto {
  time: string;
  positionTime?: string;
  latitude?: number;
  longitude?: number;
  courseDegrees?: number;
  speedKmh?: number;
  rpm?: number;
  power?: 'driving' | 'parked' | 'stopping';
}

export interface VehicleDeviceDto {
  id: string;
  enrolledAt: string;
  agentVersion?: string;
  lastStatusAt?: string;
}

export interface VehicleDto {
  id: string;
  carId: string;
  clientId: string;
  client: { id: string; firstName: string; lastName: string };
  vin?: string;
  plate: string;
  make: string;
  model: string;
  year?: number;
  fuel?: 'petrol' | 'diesel' | 'electric' | 'hybrid' | 'lpg' | 'other';
  displacementCc?: number;
  state: 'moving' | 'stopped' | 'parked' | 'stale' | 'offline' | 'never';
  last: VehicleLastDto | null;
  device: VehicleDeviceDto | null;
  createdAt: string;
}
