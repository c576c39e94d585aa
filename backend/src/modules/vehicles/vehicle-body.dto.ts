import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO31661Alpha2,
  IsISO8601,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateIf,
} from 'class-validator';
import { normalisedPlate, PLATE_PATTERN } from './plate.js';
import { type Fuel, FUELS } from './vehicle.entity.js';
import { normalisedVin, VIN_PATTERN } from './vin.js';

const VIN_MESSAGE = 'vin must be 17 letters and digits without I, O and Q';
const PLATE_MESSAGE = 'plate must be 1 to 16 letters and digits, with hyphens between groups';

/** Applies `change` to texts; anything else is left for the rules to refuse. */
const text =
  (change: (value: string) => string) =>
  ({ value }: TransformFnParams): unknown =>
    typeof value === 'string' ? change(value) : value;
const trimmed = text((value) => value.trim());
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** May be left out, but not be `null`. */
const NeverNull = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

/** What the papers may say of a vehicle beside what is always known. `null`: not known. */
export class VehicleDetailsDto {
  /** Country of the number plate, ISO 3166-1; left out for a new vehicle: France. */
  @ApiProperty({ required: false, example: 'FR', minLength: 2, maxLength: 2 })
  @Transform(text((value) => value.trim().toUpperCase()))
  @NeverNull()
  @IsISO31661Alpha2()
  plateCountry?: string;

  /** Model year. */
  @ApiProperty({
    type: 'integer',
    required: false,
    nullable: true,
    example: 2021,
    minimum: 1886,
    maximum: 2100,
  })
  @IsOptional()
  @IsInt()
  @Min(1886)
  @Max(2100)
  year?: number | null;

  /** What the engine runs on. */
  @ApiProperty({ required: false, nullable: true, enum: FUELS, example: 'petrol' })
  @IsOptional()
  @IsIn(FUELS)
  fuel?: Fuel | null;

  /** Displacement of the engine, cm³. */
  @ApiProperty({
    type: 'integer',
    required: false,
    nullable: true,
    example: 1332,
    minimum: 1,
    maximum: 20_000,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(20_000)
  displacementCc?: number | null;

  /** What the tank holds, litres, at most one decimal. */
  @ApiProperty({
    type: 'number',
    required: false,
    nullable: true,
    example: 42,
    minimum: 1,
    maximum: 2000,
  })
  @IsOptional()
  @IsNumber({ maxDecimalPlaces: 1 })
  @Min(1)
  @Max(2000)
  tankLitres?: number | null;

  /** Colour, as the papers name it. */
  @ApiProperty({
    type: 'string',
    required: false,
    nullable: true,
    example: 'Gris',
    minLength: 1,
    maxLength: 40,
  })
  @Transform(trimmed)
  @IsOptional()
  @IsString()
  @Length(1, 40)
  colour?: string | null;

  /** When it was first registered, anywhere. */
  @ApiProperty({
    type: 'string',
    required: false,
    nullable: true,
    format: 'date',
    example: '2021-03-15',
  })
  @IsOptional()
  @Matches(DAY, { message: 'firstRegisteredOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  firstRegisteredOn?: string | null;

  /**
   * By when it must pass its next technical inspection. Left out for a new vehicle: the fourth birthday of the
   * registration, while that lies ahead.
   */
  @ApiProperty({
    type: 'string',
    required: false,
    nullable: true,
    format: 'date',
    example: '2027-03-15',
  })
  @IsOptional()
  @Matches(DAY, { message: 'inspectionDueOn must be a day, YYYY-MM-DD' })
  @IsISO8601({ strict: true })
  inspectionDueOn?: string | null;
}

/** A new vehicle. */
export class CreateVehicleDto extends VehicleDetailsDto {
  /** The client whose car it is. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  @IsUUID()
  clientId!: string;

  /** Vehicle identification number: 17 letters and digits without I, O and Q. Case, blanks and hyphens do not count. */
  @ApiProperty({ example: 'VF1BB1R0H12345678', minLength: 17 })
  @Transform(text(normalisedVin))
  @IsString()
  @Matches(VIN_PATTERN, { message: VIN_MESSAGE })
  vin!: string;

  /** Number plate. Kept in upper case with single hyphens between its groups. */
  @ApiProperty({ example: 'AB-123-CD', maxLength: 16 })
  @Transform(text(normalisedPlate))
  @IsString()
  @Matches(PLATE_PATTERN, { message: PLATE_MESSAGE })
  plate!: string;

  /** Make. */
  @ApiProperty({ example: 'Renault', minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 60)
  make!: string;

  /** Model. */
  @ApiProperty({ example: 'Clio', minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 60)
  model!: string;
}

/** A correction of a vehicle: what is left out stays, `null` takes away. Its owner changes otherwise. */
export class UpdateVehicleDto extends VehicleDetailsDto {
  /** The version that the correction was made from. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;

  /** Vehicle identification number; the pseudonym that was computed from the first one stays. */
  @ApiProperty({ required: false, minLength: 17 })
  @Transform(text(normalisedVin))
  @NeverNull()
  @IsString()
  @Matches(VIN_PATTERN, { message: VIN_MESSAGE })
  vin?: string;

  /** Number plate. */
  @ApiProperty({ required: false, maxLength: 16 })
  @Transform(text(normalisedPlate))
  @NeverNull()
  @IsString()
  @Matches(PLATE_PATTERN, { message: PLATE_MESSAGE })
  plate?: string;

  /** Make. */
  @ApiProperty({ required: false, minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @NeverNull()
  @IsString()
  @Length(1, 60)
  make?: string;

  /** Model. */
  @ApiProperty({ required: false, minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @NeverNull()
  @IsString()
  @Length(1, 60)
  model?: string;
}
