import { Type } from 'class-transformer';
import {
  IsDefined,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

/** What a new device sends to become a vehicle's device: `POST /api/embedded/enrolments`. */
export class EnrolmentRequestDto {
  /** One-time code that an employee created for the vehicle. Blanks and hyphens do not count, nor does case. */
  @IsString()
  @MaxLength(64)
  code!: string;

  /** The device's Ed25519 public key: the 32 bytes, base64url without padding (the `x` of its JWK). */
  @Matches(/^[A-Za-z0-9_-]{43}$/)
  publicKey!: string;

  /** Version of the agent. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  agentVersion?: string;
}

/** How the agent shall work. Each has a default on the vehicle; the server's value wins. */
export class DeviceSettingsDto {
  /** Milliseconds between two readings. */
  @IsInt()
  @Min(200)
  @Max(60_000)
  samplingIntervalMs!: number;

  /** Records in one upload while the agent is up to date. */
  @IsInt()
  @Min(1)
  @Max(1000)
  batchSize!: number;
}

/** By what the vehicle can tell whether a VIN is the enrolled one, without the VIN crossing the air. */
export class VinCheckDto {
  /** 16 random bytes, base64url without padding. */
  @Matches(/^[A-Za-z0-9_-]{22}$/)
  salt!: string;

  /** HMAC-SHA-256 of the VIN (17 upper-case characters) under the salt's bytes, in hexadecimal. */
  @Matches(/^[0-9a-f]{64}$/)
  digest!: string;
}

/** Answer to an enrolment. */
export class EnrolmentReceiptDto {
  /** The vehicle's pseudonym: 64 hexadecimal characters. */
  @Matches(/^[0-9a-f]{64}$/)
  carId!: string;

  /** Id of the device's key: goes into each token's header as `kid`. */
  @IsString()
  @MaxLength(64)
  deviceId!: string;

  /** The audience of each token: names the system, not a host, so that both sites take it. */
  @IsString()
  @MaxLength(128)
  audience!: string;

  /** How the agent shall work. */
  @IsDefined()
  @ValidateNested()
  @Type(() => DeviceSettingsDto)
  settings!: DeviceSettingsDto;

  /** How to know the enrolled car; missing where the server does not tell. */
  @IsOptional()
  @ValidateNested()
  @Type(() => VinCheckDto)
  vinCheck?: VinCheckDto;
}
