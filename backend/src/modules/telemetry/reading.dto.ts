import { GPS_FIXES, type GpsFix } from '@naif/wire';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { READING_FLAGS } from '../../ports/reading.js';

const FLAG_NAMES = Object.keys(READING_FLAGS);

/** One instant's values of one vehicle. Only what the vehicle told is there; units are in the names. */
export class ReadingDto {
  @ApiProperty({ description: 'When it was, ISO 8601, UTC.', example: '2026-11-25T12:00:00.000Z' })
  time!: string;

  @ApiPropertyOptional({ description: 'What is odd about it.', enum: FLAG_NAMES, isArray: true })
  flags?: string[];

  @ApiPropertyOptional({
    description: "The speed to show: the car's own if it tells one, else the receiver's.",
    example: 50,
  })
  speedKmh?: number;

  @ApiPropertyOptional({ description: 'Degrees north, WGS 84.', example: 45.1885 })
  latitude?: number;

  @ApiPropertyOptional({ description: 'Degrees east, WGS 84.', example: 5.7245 })
  longitude?: number;

  @ApiPropertyOptional({ description: 'Above mean sea level.' })
  altitudeMetres?: number;

  @ApiPropertyOptional({ description: 'Course over ground from true north.' })
  courseDegrees?: number;

  @ApiPropertyOptional({ description: 'Speed by the satellite receiver.' })
  gpsSpeedKmh?: number;

  @ApiPropertyOptional({ description: "The satellite receiver's own time." })
  gpsTime?: string;

  @ApiPropertyOptional({ description: 'Satellites used.' })
  satellites?: number;

  @ApiPropertyOptional({ description: 'Horizontal dilution of precision.' })
  hdop?: number;

  @ApiPropertyOptional({ description: 'Kind of fix.', enum: GPS_FIXES })
  fix?: GpsFix;

  @ApiPropertyOptional({ description: "Speed by the car's own measure (PID 0D)." })
  obdSpeedKmh?: number;

  @ApiPropertyOptional({ description: 'Engine speed, revolutions a minute.', example: 1843.25 })
  rpm?: number;

  @ApiPropertyOptional()
  engineLoadPercent?: number;

  @ApiPropertyOptional()
  coolantCelsius?: number;

  @ApiPropertyOptional()
  intakePressureKpa?: number;

  @ApiPropertyOptional()
  fuelLevelPercent?: number;

  @ApiPropertyOptional()
  ambientCelsius?: number;

  @ApiPropertyOptional()
  mafGramsPerSecond?: number;

  @ApiPropertyOptional()
  intakeCelsius?: number;

  @ApiPropertyOptional()
  throttlePercent?: number;

  @ApiPropertyOptional()
  fuelRateLitresPerHour?: number;

  @ApiPropertyOptional({ description: 'Since the engine started.' })
  runTimeSeconds?: number;

  @ApiPropertyOptional({ description: 'Driven with the malfunction lamp on.' })
  distanceMilKm?: number;

  @ApiPropertyOptional()
  shortFuelTrimPercent?: number;

  @ApiPropertyOptional()
  longFuelTrimPercent?: number;

  @ApiPropertyOptional({ description: "At the engine's control module." })
  moduleVolts?: number;

  @ApiPropertyOptional({ description: 'At the diagnostic socket.' })
  batteryVolts?: number;

  @ApiPropertyOptional({ description: 'Since the microcontroller started.' })
  uptimeMs?: number;
}
