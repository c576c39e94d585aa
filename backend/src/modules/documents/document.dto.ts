import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsUUID } from 'class-validator';
import { IdParamDto } from '../../http/id-param.dto.js';
import { OneLine } from '../../http/typed-text.js';
import {
  DOCUMENT_KINDS,
  DOCUMENT_TYPES,
  type DocumentKind,
  type DocumentType,
} from './document.entity.js';

/** What is said of a new document, beside its file. */
export class DocumentFieldsDto {
  /** What it is called. */
  @ApiProperty({ example: 'Permis de conduire', minLength: 1, maxLength: 200 })
  @OneLine(1, 200)
  title!: string;

  /** What it is. */
  @ApiProperty({ enum: DOCUMENT_KINDS, example: 'driving-licence' })
  @IsIn(DOCUMENT_KINDS)
  kind!: DocumentKind;
}

/** The form with which a document is handed in. */
export class DocumentFormDto extends DocumentFieldsDto {
  /** The file: PDF, JPEG, PNG or WebP by its content, at most 10 MiB. */
  @ApiProperty({ type: 'string', format: 'binary' })
  file!: unknown;
}

/** A document of a client. */
export class DocumentDto {
  /** Id of the document. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** What it is called. */
  @ApiProperty({ example: 'Permis de conduire' })
  title!: string;

  /** What it is. */
  @ApiProperty({ enum: DOCUMENT_KINDS, example: 'driving-licence' })
  kind!: DocumentKind;

  /** Type of the file, by its content. */
  @ApiProperty({ enum: DOCUMENT_TYPES, example: 'application/pdf' })
  contentType!: DocumentType;

  /** Size of the file, bytes. */
  @ApiProperty({ type: 'integer', example: 182_044 })
  sizeBytes!: number;

  /** SHA-256 of the file, 64 hexadecimal characters. */
  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  sha256!: string;

  /** When it was added. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  addedAt!: string;
}

/** The documents of a client. */
export class DocumentsDto {
  /** All of them, the newest first. */
  @ApiProperty({ type: [DocumentDto] })
  items!: DocumentDto[];
}

/** The ids in the path of a document. */
export class DocumentParamsDto extends IdParamDto {
  /** Id of the document. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  @IsUUID()
  documentId!: string;
}
