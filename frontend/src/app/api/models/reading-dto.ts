export interface ReadingDto {
  time: string;
  flags?: string[];
  latitude?: number;
  longitude?: number;
  altitudeMetres?: number;
  courseDegrees?: number;
  speedKmh?: number;
  rpm?: number;
  engineLoadPercent?: number;
  coolantCelsius?: number;
  intakePressureKpa?: number;
  fuelLevelPercent?: number;
  ambientCelsius?: number;
  mafGramsPerSecond?: number;
  intakeCelsius?: number;
  throttlePercent?: number;
  fuelRateLitresPerHour?: number;
  runTimeSeconds?: number;
  distanceMilKm?: number;
  shortFuelTrimPercent?: number;
  longFuelTrimPercent?: number;
  moduleVolts?: number;
  batteryVolts?: number;
}
