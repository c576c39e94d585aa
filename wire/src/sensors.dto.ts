import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { GPS_FIXES, type GpsFix } from './enums.js';

/**
 * What every sensor's entry carries. A kind that this version does not know is accepted, counted and
 * kept aside; its further fields are not looked at.
 */
export class SensorDto {
  /** Kind of sensor: `arduino`, `gps`, `obd2`, or one that came later. */
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  sensor!: string;
}

/** The microcontroller that reads the GPS. */
export class ArduinoSensorDto extends SensorDto {
  @IsIn(['arduino'])
  declare sensor: 'arduino';

  /** Milliseconds since it started. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  millis?: number;
}

/** The satellite receiver's position. `[0, 0]` without satellites is no position. */
export class GpsSensorDto extends SensorDto {
  @IsIn(['gps'])
  declare sensor: 'gps';

  /** Satellites used. */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(255)
  satellites?: number;

  /** `[latitude, longitude]` in degrees, WGS 84; latitude ±90, longitude ±180 (checked by the ingest schema item by item). */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsNumber({}, { each: true })
  location?: [number, number];

  /** Metres above mean sea level. Lowest land is −430 m; the top leaves room for receiver error. */
  @IsOptional()
  @IsNumber()
  @Min(-1000)
  @Max(20_000)
  altitude?: number;

  /** Course over ground in degrees from true north. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(360)
  course?: number;

  /** Speed over ground in km/h. Civil receivers stop at 515 m/s (1854 km/h); no car goes past 600. */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(600)
  speed?: number;

  /** The receiver's own time, ISO 8601. */
  @IsOptional()
  @IsISO8601()
  @MaxLength(40)
  datetime?: string;

  /** Horizontal dilution of precision; receivers print 99.99 for "unknown". */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  hdop?: number;

  /** Kind of fix. */
  @IsOptional()
  @IsIn(GPS_FIXES)
  fix?: GpsFix;
}

/** The engine's values, by OBD-2. Ranges are those that the PIDs can express (SAE J1979 / ISO 15031-5). */
export class Obd2SensorDto extends SensorDto {
  @IsIn(['obd2'])
  declare sensor: 'obd2';

  /** Calculated engine load, % (PID 04). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  engine_load?: number;

  /** Coolant temperature, °C (PID 05). */
  @IsOptional()
  @IsNumber()
  @Min(-40)
  @Max(215)
  coolant_temp?: number;

  /** Intake manifold absolute pressure, kPa (PID 0B). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(255)
  intake_pressure?: number;

  /** Engine speed, revolutions a minute (PID 0C). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(16_383.75)
  rpm?: number;

  /** Vehicle speed, km/h (PID 0D). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(255)
  speed?: number;

  /** Fuel level, % (PID 2F). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  fuel_level?: number;

  /** Ambient air temperature, °C (PID 46). The reference wrote `ambiant`; the name stays. */
  @IsOptional()
  @IsNumber()
  @Min(-40)
  @Max(215)
  ambiant_air_temp?: number;

  /** Mass air flow, g/s (PID 10). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(655.35)
  maf?: number;

  /** Intake air temperature, °C (PID 0F). */
  @IsOptional()
  @IsNumber()
  @Min(-40)
  @Max(215)
  intake_temp?: number;

  /** Throttle position, % (PID 11). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(100)
  throttle?: number;

  /** Fuel rate, L/h (PID 5E: two bytes / 20). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(3276.75)
  fuel_rate?: number;

  /** Seconds since the engine started (PID 1F). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(65_535)
  run_time?: number;

  /** Kilometres driven with the malfunction lamp on (PID 21). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(65_535)
  distance_mil?: number;

  /** Short-term fuel trim, bank 1, % (PID 06). */
  @IsOptional()
  @IsNumber()
  @Min(-100)
  @Max(99.22)
  short_fuel_trim?: number;

  /** Long-term fuel trim, bank 1, % (PID 07). */
  @IsOptional()
  @IsNumber()
  @Min(-100)
  @Max(99.22)
  long_fuel_trim?: number;

  /** Control module voltage, V (PID 42). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(65.535)
  module_voltage?: number;

  /** Battery voltage that the adapter measures, V (`ATRV`, printed with two digits before the point). */
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(99.9)
  battery_voltage?: number;
}
