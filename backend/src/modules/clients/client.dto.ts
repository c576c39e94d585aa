import { ApiProperty } from '@nestjs/swagger';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsEmail, IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import { PageQueryDto } from '../../http/pagination.dto.js';
import { sortsBy } from '../../http/pagination.js';

/** By what clients can be sorted. */
export const CLIENT_SORT_FIELDS = ['lastName', 'firstName', 'email', 'createdAt'] as const;
const CLIENT_SORTS = sortsBy(CLIENT_SORT_FIELDS);
export type ClientSort = (typeof CLIENT_SORTS)[number];

const trimmed = ({ value }: TransformFnParams): unknown =>
  typeof value === 'string' ? value.trim() : value;

/** A new client. */
export class CreateClientDto {
  /** Given name. */
  @ApiProperty({ example: 'Amélie', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 100)
  firstName!: string;

  /** Family name. */
  @ApiProperty({ example: 'Lefèvre', minLength: 1, maxLength: 100 })
  @Transform(trimmed)
  @IsString()
  @Length(1, 100)
  lastName!: string;

  /** E-mail address; no two clients share one, whatever its case. */
  @ApiProperty({ example: 'amelie.lefevre@example.fr', maxLength: 254 })
  @Transform(trimmed)
  @IsEmail()
  @MaxLength(254)
  email!: string;

  /** Telephone number: digits, blanks, brackets, dots and hyphens, with an optional + in front. */
  @ApiProperty({ required: false, example: '+33 6 12 34 56 78', maxLength: 32 })
  @Transform(trimmed)
  @IsOptional()
  @IsString()
  @Matches(/^\+?[0-9 ().-]{4,31}$/, { message: 'phone must be a telephone number' })
  phone?: string;
}

/** A client. */
export class ClientDto {
  /** Id of the client. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  id!: string;

  /** Given name. */
  @ApiProperty({ example: 'Amélie' })
  firstName!: string;

  /** Family name. */
  @ApiProperty({ example: 'Lefèvre' })
  lastName!: string;

  /** E-mail address. */
  @ApiProperty({ example: 'amelie.lefevre@example.fr' })
  email!: string;

  /** Telephone number, where it is known. */
  @ApiProperty({ required: false, example: '+33 6 12 34 56 78' })
  phone?: string;

  /** When the client was entered. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;
}

/** Which clients are wanted. */
export class ClientQueryDto extends PageQueryDto {
  /** Field to sort by; a hyphen in front: descending. */
  @ApiProperty({ required: false, enum: CLIENT_SORTS, default: 'lastName' })
  @IsOptional()
  @IsIn(CLIENT_SORTS)
  sort: ClientSort = 'lastName';
}

/** A page of clients. */
export class ClientPageDto {
  /** The clients of this page. */
  @ApiProperty({ type: [ClientDto] })
  items!: ClientDto[];

  /** Clients that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
