import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsObject, IsString, Length } from 'class-validator';

const trimmed = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim() : value;

const CREDENTIAL = {
  type: 'object' as const,
  additionalProperties: true,
  example: { id: 'Yk3vJp0m8nT1x2c4b5d6e7', type: 'public-key', response: {} },
};

/** What the browser is to be asked (WebAuthn Level 3): for `parseCreationOptionsFromJSON` or `parseRequestOptionsFromJSON`. */
export class PasskeyOptionsDto {
  /** The options, as WebAuthn names them. */
  @ApiProperty({ type: 'object', additionalProperties: true, example: { challenge: 'a1b2c3' } })
  publicKey!: object;
}

/** A passkey's answer. */
export class PasskeyAnswerDto {
  /** What the browser answered: `PublicKeyCredential.toJSON()`. */
  @ApiProperty(CREDENTIAL)
  @IsObject()
  credential!: Record<string, unknown>;
}

/** A new passkey. */
export class AddPasskeyDto extends PasskeyAnswerDto {
  /** Name by which its owner knows it. */
  @ApiProperty({ example: 'Téléphone', minLength: 1, maxLength: 60 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 60)
  label!: string;
}

/** A passkey. */
export class PasskeyDto {
  /** Id of the passkey. */
  @ApiProperty({ format: 'uuid', example: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed' })
  id!: string;

  /** Name by which its owner knows it. */
  @ApiProperty({ example: 'Téléphone' })
  label!: string;

  /** Whether its device keeps a copy elsewhere, so that it outlives the device. */
  @ApiProperty({ type: 'boolean', example: true })
  backedUp!: boolean;

  /** When it was added. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** When it was last used. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  lastUsedAt?: string;
}

/** The own passkeys. */
export class PasskeysDto {
  /** The oldest first. */
  @ApiProperty({ type: [PasskeyDto] })
  items!: PasskeyDto[];
}
