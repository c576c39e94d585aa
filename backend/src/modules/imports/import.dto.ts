import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { IMPORT_KINDS, type ImportKind } from './import-columns.js';
import { IMPORT_STATES, IMPORT_STEPS, type ImportState, type ImportStep } from './import.entity.js';

/** What is said of a file, beside the file. */
export class ImportFormDto {
  /** What its lines are. */
  @ApiProperty({ enum: IMPORT_KINDS, example: 'clients' })
  @IsIn(IMPORT_KINDS)
  kind!: ImportKind;
}

/** The form with which a file is handed in. */
export class ImportUploadDto extends ImportFormDto {
  /** The file: CSV in UTF-8 or Windows-1252, at most 5 MiB and 10 000 lines. */
  @ApiProperty({ type: 'string', format: 'binary' })
  file!: unknown;
}

/** A file of which records are made. */
export class ImportDto {
  /** Id of the import. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** What its lines are. */
  @ApiProperty({ enum: IMPORT_KINDS, example: 'clients' })
  kind!: ImportKind;

  /** What its owner calls the file. */
  @ApiProperty({ example: 'clients.csv' })
  fileName!: string;

  /** What is done with it, or was done last: `check` keeps nothing. */
  @ApiProperty({ enum: IMPORT_STEPS, example: 'check' })
  step!: ImportStep;

  /**
   * Where it stands: `waiting` for its turn, `running`, `faulty` (nothing was entered), `ready` (checked and good),
   * `done` (all lines are entered), `cancelled`, `interrupted` (the server stopped), `failed` (for a reason of ours).
   */
  @ApiProperty({ enum: IMPORT_STATES, example: 'ready' })
  state!: ImportState;

  /** Lines after the header; missing until they are counted. */
  @ApiProperty({ type: 'integer', required: false, example: 250 })
  linesTotal?: number;

  /** Lines that are looked at already. */
  @ApiProperty({ type: 'integer', example: 250 })
  linesDone!: number;

  /** What is wrong, counted. */
  @ApiProperty({ type: 'integer', example: 0 })
  faults!: number;

  /** Lines with which something is wrong. */
  @ApiProperty({ type: 'integer', example: 0 })
  faultyLines!: number;

  /** Columns of the file that mean nothing to us: what stands in them is not entered. */
  @ApiProperty({ type: [String], example: ['Commentaire'] })
  ignoredColumns!: string[];

  /** When it was handed in. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  createdAt!: string;

  /** When the last step ended. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-24T10:00:04.000Z' })
  endedAt?: string;
}

/** A page of imports. */
export class ImportPageDto {
  /** The newest first. */
  @ApiProperty({ type: [ImportDto] })
  items!: ImportDto[];

  /** Imports on all pages. */
  @ApiProperty({ type: 'integer', example: 3 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}

/** Which part of the imports is wanted. */
export class ImportQueryDto extends PlainPageQueryDto {}

/** Something wrong with a line, or with the file. */
export class ImportFaultDto {
  /** Line as a text editor counts; missing: the whole file. */
  @ApiProperty({ type: 'integer', required: false, example: 17 })
  line?: number;

  /** Which field of the record; missing: the whole line. */
  @ApiProperty({ required: false, example: 'address/postcode' })
  field?: string;

  /** What the file calls the column, where it has it. */
  @ApiProperty({ required: false, example: 'Code postal' })
  column?: string;

  /** What stands there, shortened. */
  @ApiProperty({ required: false, example: '6900' })
  value?: string;

  /** Which rule was broken. */
  @ApiProperty({ example: 'isPostcode' })
  code!: string;

  /** The same for people. */
  @ApiProperty({ example: 'postcode must be a postcode of the country.' })
  detail!: string;
}

/** A page of what is wrong. */
export class ImportFaultPageDto {
  /** In the order of lines. */
  @ApiProperty({ type: [ImportFaultDto] })
  items!: ImportFaultDto[];

  /** Faults that are kept, on all pages: the first 5000. */
  @ApiProperty({ type: 'integer', example: 12 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}

/** A line as it stands in the file, and what is wrong with it. */
export class FaultyLineDto {
  /** Line as a text editor counts. */
  @ApiProperty({ type: 'integer', example: 17 })
  line!: number;

  /** Its cells. */
  @ApiProperty({ type: [String], example: ['Lefèvre', 'Amélie', 'amelie@'] })
  cells!: string[];

  /** What is wrong with it. */
  @ApiProperty({ type: [ImportFaultDto] })
  faults!: ImportFaultDto[];
}

/** The lines that have to be mended. */
export class FaultyLinesDto {
  /** What the file calls its columns. */
  @ApiProperty({ type: [String], example: ['Nom', 'Prénom', 'E-mail'] })
  header!: string[];

  /** In their order. */
  @ApiProperty({ type: [FaultyLineDto] })
  lines!: FaultyLineDto[];
}

/** Languages in which columns have names. */
export const TEMPLATE_LANGUAGES = ['fr', 'en'] as const;
export type TemplateLanguage = (typeof TEMPLATE_LANGUAGES)[number];

/** Which template is wanted. */
export class TemplateParamsDto {
  /** What its lines shall be. */
  @ApiProperty({ enum: IMPORT_KINDS, example: 'clients' })
  @IsIn(IMPORT_KINDS)
  kind!: ImportKind;
}

/** In which language a template is wanted. */
export class TemplateQueryDto {
  /** Language of the columns' names; the import understands both. */
  @ApiProperty({ required: false, enum: TEMPLATE_LANGUAGES, default: 'fr' })
  @IsIn(TEMPLATE_LANGUAGES)
  language: TemplateLanguage = 'fr';
}
