import { ApiProperty } from '@nestjs/swagger';
import { IsEmail, IsString, MaxLength, MinLength } from 'class-validator';
import {
  LANGUAGES,
  type Language,
  type Theme,
  THEMES,
  type Units,
  UNITS,
} from './account.entity.js';
import { type PermissionName, PERMISSIONS } from './permissions.js';
import { ROLES, type Role } from './viewer.js';

/** E-mail address and password. */
export class LoginDto {
  /** E-mail address of the account. Case does not count. */
  @ApiProperty({ example: 'employee@naif.example', maxLength: 254 })
  @IsEmail()
  @MaxLength(254)
  email!: string;

  /** The password, as it was chosen: nothing is trimmed. */
  @ApiProperty({ example: 'correct horse battery staple', format: 'password', maxLength: 200 })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  password!: string;
}

/** Who is logged in. */
export class AccountDto {
  /** Id of the account. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  id!: string;

  /** E-mail address with which the account logs in. */
  @ApiProperty({ example: 'employee@naif.example' })
  email!: string;

  /** Name to show. */
  @ApiProperty({ example: 'Élodie Martin' })
  displayName!: string;

  /** What the account may do. */
  @ApiProperty({ enum: ROLES, example: 'employee' })
  role!: Role;

  /** Language of the person. */
  @ApiProperty({ enum: LANGUAGES, example: 'fr' })
  language!: Language;

  /** Colours of the pages: the device's, or always the same. */
  @ApiProperty({ enum: THEMES, example: 'system' })
  theme!: Theme;

  /** Units in which figures are shown. */
  @ApiProperty({ enum: UNITS, example: 'metric' })
  units!: Units;

  /** Zone in which times are shown, by its IANA name. */
  @ApiProperty({ example: 'Europe/Paris' })
  timeZone!: string;

  /** The client whose account this is; only with the role `client`. */
  @ApiProperty({ required: false, format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  clientId?: string;
}

/** A session: who is logged in, and until when without a refresh. */
export class SessionDto {
  /** Who is logged in. */
  @ApiProperty({ type: AccountDto })
  account!: AccountDto;

  /** What the account may do, by verb and object: what menus and buttons show. */
  @ApiProperty({
    enum: Object.keys(PERMISSIONS),
    isArray: true,
    example: ['read:vehicles', 'read:tracks'],
  })
  permissions!: PermissionName[];

  /** When the access cookie expires: refresh before. 15 minutes after login or refresh. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:15:00.000Z' })
  expiresAt!: string;
}
