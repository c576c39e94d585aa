import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import {
  IsEmail,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  MinLength,
} from 'class-validator';
import { PASSWORD_LENGTH } from './password-strength.js';

const { least, most } = PASSWORD_LENGTH;
const PASSWORD = {
  example: 'trois girafes mangent du nougat',
  format: 'password',
  minLength: least,
  maxLength: most,
};
const TOKEN = { example: 'Yk3vJp0m8nT1x2c4b5d6e7f8g9h0i1j2k3l4m5n6o7p' };
/** A token as it is made: 32 bytes in base64url. */
const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

const trimmed = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim() : value;

/** A change of the own password. */
export class ChangePasswordDto {
  /** The password until now. */
  @ApiProperty({ example: 'correct horse battery staple', format: 'password', maxLength: most })
  @IsString()
  @MinLength(1)
  @MaxLength(most)
  currentPassword!: string;

  /** The password from now on: at least 12 characters, hard to guess. Nothing is trimmed. */
  @ApiProperty(PASSWORD)
  @IsString()
  @Length(least, most)
  newPassword!: string;
}

/** The own password, to show who one is. */
export class OwnPasswordDto {
  /** The password. */
  @ApiProperty({ example: 'correct horse battery staple', format: 'password', maxLength: most })
  @IsString()
  @MinLength(1)
  @MaxLength(most)
  currentPassword!: string;
}

/** Whose password was forgotten. */
export class PasswordResetDto {
  /** E-mail address of the account. */
  @ApiProperty({ example: 'employee@naif.example', maxLength: 254 })
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  email!: string;
}

/** A new password, by a link that was mailed. */
export class PasswordResetCompletionDto {
  /** What stands behind the # of the link. */
  @ApiProperty(TOKEN)
  @Matches(TOKEN_FORM, { message: 'token must be the one of a link' })
  token!: string;

  /** The password from now on: at least 12 characters, hard to guess. Nothing is trimmed. */
  @ApiProperty(PASSWORD)
  @IsString()
  @Length(least, most)
  password!: string;
}

/** The first password of an account, by an invitation that was mailed. */
export class InvitationAcceptanceDto extends PasswordResetCompletionDto {
  /** Name to show, where the one of the invitation is not right. */
  @ApiProperty({ required: false, example: 'Élodie Martin', minLength: 1, maxLength: 200 })
  @Transform(trimmed)
  @IsOptional()
  @IsString()
  @Length(1, 200)
  displayName?: string;
}
