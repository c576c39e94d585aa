import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Min, ValidateIf } from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';
import { AddressDto } from './address.dto.js';
import { CLIENT_KINDS, type ClientKind } from './client.entity.js';
import { CLIENT_LANGUAGES, type ClientLanguage } from './client-input.dto.js';
import { OneLine } from '../../http/typed-text.js';

/** By what clients can be sorted. `lastName` is a company's name, too. */
export const CLIENT_SORT_FIELDS = ['lastName', 'firstName', 'email', 'createdAt'] as const;
const CLIENT_SORTS = sortsBy(CLIENT_SORT_FIELDS);
export type ClientSort = (typeof CLIENT_SORTS)[number];

/** A client. What is not known is missing. */
export class ClientDto {
  /** Id of the client. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  id!: string;

  /** What it is. */
  @ApiProperty({ enum: CLIENT_KINDS, example: 'person' })
  kind!: ClientKind;

  /** What people call it: given and family name, or the company's name. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  name!: string;

  /** Given name of a person. */
  @ApiProperty({ required: false, example: 'Amélie' })
  firstName?: string;

  /** Family name of a person. */
  @ApiProperty({ required: false, example: 'Lefèvre' })
  lastName?: string;

  /** Date of birth of a person. */
  @ApiProperty({ required: false, format: 'date', example: '1985-04-23' })
  birthDate?: string;

  /** Number of a person's driving licence. */
  @ApiProperty({ required: false, example: '22AB12345' })
  licenceNumber?: string;

  /** When a person obtained the driving licence. */
  @ApiProperty({ required: false, format: 'date', example: '2004-09-01' })
  licenceDate?: string;

  /** Name of a company. */
  @ApiProperty({ required: false, example: 'Transports Valjean SARL' })
  companyName?: string;

  /** Number of a company in the French register. */
  @ApiProperty({ required: false, example: '732829320' })
  siren?: string;

  /** Whom to ask for at a company. */
  @ApiProperty({ required: false, example: 'Jean Valjean' })
  contactName?: string;

  /** E-mail address. */
  @ApiProperty({ example: 'amelie.lefevre@example.fr' })
  email!: string;

  /** Telephone number in E.164; entries from before that rule may be as they were typed. */
  @ApiProperty({ required: false, example: '+33612345678' })
  phone?: string;

  /** Further telephone numbers in E.164. */
  @ApiProperty({ required: false, type: [String], example: ['+33478123456'] })
  otherPhones?: string[];

  /** In which language to write to the client. */
  @ApiProperty({ enum: CLIENT_LANGUAGES, example: 'fr' })
  language!: ClientLanguage;

  /** Where the client lives or has its seat. */
  @ApiProperty({ required: false, type: AddressDto })
  address?: AddressDto;

  /** Where letters go, when that is elsewhere. */
  @ApiProperty({ required: false, type: AddressDto })
  mailingAddress?: AddressDto;

  /** The account of the employee who is responsible for the client. */
  @ApiProperty({ required: false, format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  responsibleId?: string;

  /** Raised by each change: to be sent along with the next one. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  /** When the client was entered. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** When the client was last changed. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  updatedAt!: string;
}

/** Which clients are wanted. */
export class ClientQueryDto extends PageQueryDto {
  /** Field to sort by (`lastName` is a company's name, too); a hyphen in front: descending. */
  @ApiProperty({ required: false, enum: CLIENT_SORTS, default: 'lastName' })
  @IsOptional()
  @IsIn(CLIENT_SORTS)
  sort: ClientSort = 'lastName';

  /** Only persons, or only companies. */
  @ApiProperty({ required: false, enum: CLIENT_KINDS })
  @IsOptional()
  @IsIn(CLIENT_KINDS)
  kind?: ClientKind;

  /** Only clients with their main address in this town; case and accents do not count. */
  @ApiProperty({ required: false, example: 'Lyon', maxLength: 100 })
  @IsOptional()
  @OneLine(1, 100)
  city?: string;

  /** Only clients with a vehicle, or only those without. */
  @ApiProperty({ required: false, type: 'boolean' })
  @Transform(({ value }: { value: unknown }) => BOOLEANS.get(value) ?? value)
  @IsOptional()
  @IsBoolean()
  hasVehicle?: boolean;

  /** Only clients for whom this account is responsible; `none`: those for whom nobody is. */
  @ApiProperty({ required: false, example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  @ValidateIf(({ responsibleId }: ClientQueryDto) => responsibleId !== NOBODY)
  @IsOptional()
  @IsUUID()
  responsibleId?: string;
}

/** Stands for clients for whom nobody is responsible. */
export const NOBODY = 'none';

const BOOLEANS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

/** A page of clients. */
export class ClientPageDto {
  /** The clients of this page. */
  @ApiProperty({ type: [ClientDto] })
  items!: ClientDto[];

  /** Clients that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Present when a search found more than were counted: `total` is where counting ended. */
  @ApiProperty({ required: false, type: 'boolean', example: true })
  totalAtLeast?: boolean;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}

/** By what two clients look like the same one. */
export const DUPLICATE_REASONS = ['name-and-birth-date', 'email', 'siren'] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** Another client who may be the same one. */
export class DuplicateDto {
  /** The other client. */
  @ApiProperty({ type: ClientDto })
  client!: ClientDto;

  /** What both have in common. `email`: their letters arrive in the same mailbox. */
  @ApiProperty({ enum: DUPLICATE_REASONS, isArray: true, example: ['name-and-birth-date'] })
  reasons!: DuplicateReason[];
}

/** Clients who may be the same one. */
export class DuplicatesDto {
  /** The others, at most 20, the longest known first. */
  @ApiProperty({ type: [DuplicateDto] })
  items!: DuplicateDto[];
}

/** Which client is merged into the one of the path. */
export class MergeClientsDto {
  /** The client that goes: what belongs to it moves. */
  @ApiProperty({ format: 'uuid', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  @IsUUID()
  otherId!: string;

  /** Version of the client that stays, as it was read. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;

  /** Version of the client that goes, as it was read. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  otherVersion!: number;
}
