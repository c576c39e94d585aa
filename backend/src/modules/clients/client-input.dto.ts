import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { AddressDto } from './address.dto.js';
import { CLIENT_KINDS, type ClientKind, MOST_OTHER_PHONES } from './client.entity.js';
import { IsDay } from './day.js';
import { ArePhones, IsPhone, phoneAsKept } from './phone.js';
import { IsSiren, normalisedSiren } from './siren.js';
import { OneLine, Trimmed, Typed } from '../../http/typed-text.js';

/** The languages in which clients are written to. */
export const CLIENT_LANGUAGES = ['fr', 'en'] as const;
export type ClientLanguage = (typeof CLIENT_LANGUAGES)[number];

/** Licence numbers of Europe: letters and digits, some with blanks, hyphens or slashes between. */
export const LICENCE_NUMBER = /^[A-Z0-9](?:[A-Z0-9 /-]{1,28}[A-Z0-9])$/;
export const LICENCE_NUMBER_RULE = {
  message: 'licenceNumber must be 3 to 30 letters, digits, blanks, hyphens and slashes',
};

/** What of a client may be left out, whatever its kind. */
class ClientDetailsDto {
  /** Date of birth, from 1900 to today. Persons only. */
  @ApiProperty({ required: false, nullable: true, format: 'date', example: '1985-04-23' })
  @IsOptional()
  @IsDay()
  birthDate?: string | null;

  /** Number of the driving licence. Persons only. */
  @ApiProperty({ required: false, nullable: true, example: '22AB12345', maxLength: 30 })
  @Typed((text) => text.trim().toUpperCase())
  @IsOptional()
  @IsString()
  @Matches(LICENCE_NUMBER, LICENCE_NUMBER_RULE)
  licenceNumber?: string | null;

  /** When the licence was obtained: at 15 at the earliest. Persons only. */
  @ApiProperty({ required: false, nullable: true, format: 'date', example: '2004-09-01' })
  @IsOptional()
  @IsDay()
  licenceDate?: string | null;

  /** Number in the French register: nine digits. Companies only. */
  @ApiProperty({ required: false, nullable: true, example: '732829320' })
  @Typed(normalisedSiren)
  @IsOptional()
  @IsSiren()
  siren?: string | null;

  /** Whom to ask for. Companies only. */
  @ApiProperty({ required: false, nullable: true, example: 'Jean Valjean', maxLength: 200 })
  @IsOptional()
  @OneLine(1, 200)
  contactName?: string | null;

  /** Telephone number as people write it; of France unless a country code stands in front. Kept in E.164. */
  @ApiProperty({ required: false, nullable: true, example: '06 12 34 56 78', maxLength: 40 })
  @Typed(phoneAsKept)
  @IsOptional()
  @IsPhone()
  phone?: string | null;

  /** Further telephone numbers, written like the main one; none of them twice. The list is replaced as a whole. */
  @ApiProperty({
    required: false,
    nullable: true,
    type: [String],
    maxItems: MOST_OTHER_PHONES,
    example: ['04 78 12 34 56'],
  })
  @IsOptional()
  @ArePhones(MOST_OTHER_PHONES)
  otherPhones?: string[] | null;

  /** In which language to write to the client; left out when entering: French. */
  @ApiProperty({ required: false, enum: CLIENT_LANGUAGES, default: 'fr' })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(CLIENT_LANGUAGES)
  language?: ClientLanguage;

  /** Where the client lives or has its seat. */
  @ApiProperty({ required: false, nullable: true, type: AddressDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AddressDto)
  address?: AddressDto | null;

  /** Where letters go, when that is elsewhere. */
  @ApiProperty({ required: false, nullable: true, type: AddressDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AddressDto)
  mailingAddress?: AddressDto | null;

  /** The account of the employee who is responsible; who may not manage portfolios leaves it out. */
  @ApiProperty({
    required: false,
    nullable: true,
    format: 'uuid',
    example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10',
  })
  @IsOptional()
  @IsUUID()
  responsibleId?: string | null;
}

/** Whether the field must be looked at: it is needed, or something was said. */
const ofPersons = ({ kind }: CreateClientDto, value: unknown): boolean =>
  kind !== 'company' || (value ?? undefined) !== undefined;
const ofCompanies = ({ kind }: CreateClientDto, value: unknown): boolean =>
  kind === 'company' || (value ?? undefined) !== undefined;

/** A new client: a person unless it says otherwise. */
export class CreateClientDto extends ClientDetailsDto {
  /** What it is. */
  @ApiProperty({ required: false, enum: CLIENT_KINDS, default: 'person' })
  @IsIn(CLIENT_KINDS)
  kind: ClientKind = 'person';

  /** Given name. Persons only, and there needed. */
  @ApiProperty({ required: false, example: 'Amélie', minLength: 1, maxLength: 100 })
  @ValidateIf(ofPersons)
  @OneLine(1, 100)
  firstName?: string | null;

  /** Family name. Persons only, and there needed. */
  @ApiProperty({ required: false, example: 'Lefèvre', minLength: 1, maxLength: 100 })
  @ValidateIf(ofPersons)
  @OneLine(1, 100)
  lastName?: string | null;

  /** Name of the company. Companies only, and there needed. */
  @ApiProperty({ required: false, example: 'Transports Valjean SARL', maxLength: 200 })
  @ValidateIf(ofCompanies)
  @OneLine(1, 200)
  companyName?: string | null;

  /** E-mail address; no two clients share one, whatever its case. */
  @ApiProperty({ example: 'amelie.lefevre@example.fr', maxLength: 254 })
  @Trimmed()
  @IsEmail()
  @MaxLength(254)
  email!: string;

  /** Whoever enters it has seen the clients that it looks like, and says that it is another one. */
  @ApiProperty({ required: false, default: false })
  @IsBoolean()
  confirmedDistinct: boolean = false;
}

/** What changes of a client: what is missing stays, `null` empties. */
export class UpdateClientDto extends ClientDetailsDto {
  /** The version that was read: a newer one refuses the change. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;

  /** What it is. Who changes it empties what the other kind does not have. */
  @ApiProperty({ required: false, enum: CLIENT_KINDS })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(CLIENT_KINDS)
  kind?: ClientKind;

  /** Given name. */
  @ApiProperty({ required: false, nullable: true, example: 'Amélie', maxLength: 100 })
  @IsOptional()
  @OneLine(1, 100)
  firstName?: string | null;

  /** Family name. */
  @ApiProperty({ required: false, nullable: true, example: 'Lefèvre', maxLength: 100 })
  @IsOptional()
  @OneLine(1, 100)
  lastName?: string | null;

  /** Name of the company. */
  @ApiProperty({ required: false, nullable: true, example: 'Transports Valjean', maxLength: 200 })
  @IsOptional()
  @OneLine(1, 200)
  companyName?: string | null;

  /** E-mail address; no two clients share one, whatever its case. */
  @ApiProperty({ required: false, example: 'amelie.lefevre@example.fr', maxLength: 254 })
  @Trimmed()
  @ValidateIf((_, value) => value !== undefined)
  @IsEmail()
  @MaxLength(254)
  email?: string;
}
