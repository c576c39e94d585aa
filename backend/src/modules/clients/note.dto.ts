import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Trimmed, WithoutControls } from '../../http/typed-text.js';

/** A new note about a client. */
export class CreateNoteDto {
  /** What is to be known: facts, as the client may read them one day. Lines and tabs are kept. */
  @ApiProperty({ example: 'Rappelle lundi pour le second conducteur.', maxLength: 4000 })
  @Trimmed()
  @IsString()
  @Length(1, 4000)
  @WithoutControls('\t\n\r')
  text!: string;
}

/** Who wrote a note. */
export class NoteAuthorDto {
  /** Id of the account. */
  @ApiProperty({ format: 'uuid', example: '7c9e6679-7425-40de-944b-e07fc1f90ae7' })
  id!: string;

  /** What the account is called. */
  @ApiProperty({ example: 'Claire Martin' })
  displayName!: string;
}

/** A note about a client. */
export class NoteDto {
  /** Id of the note. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** What was noted. */
  @ApiProperty({ example: 'Rappelle lundi pour le second conducteur.' })
  text!: string;

  /** Who wrote it; missing when the account is gone. */
  @ApiProperty({ required: false, type: NoteAuthorDto })
  author?: NoteAuthorDto;

  /** When it was written. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** Whether whoever reads it may remove it at the moment. */
  @ApiProperty({ example: true })
  removable!: boolean;
}

/** A page of notes. */
export class NotePageDto {
  /** The notes of this page, the newest first. */
  @ApiProperty({ type: [NoteDto] })
  items!: NoteDto[];

  /** All notes about the client. */
  @ApiProperty({ type: 'integer', example: 3 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}

/** The ids in the path of a note. */
export class NoteParamsDto extends IdParamDto {
  /** Id of the note. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  @IsUUID()
  noteId!: string;
}
