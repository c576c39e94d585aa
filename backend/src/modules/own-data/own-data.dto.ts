import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, ValidateIf } from 'class-validator';
import { OWN_DATA_PARTS } from './own-data-sections.js';

/** Forms in which people take their data away. */
export const OWN_DATA_FORMATS = ['json', 'csv'] as const;
export type OwnDataFormat = (typeof OWN_DATA_FORMATS)[number];

/** How the data are wanted. */
export class OwnDataQueryDto {
  /** `json`: everything in one document. `csv`: one part of it as a table that spreadsheets open. */
  @ApiProperty({ required: false, enum: OWN_DATA_FORMATS, default: 'json' })
  @IsOptional()
  @IsIn(OWN_DATA_FORMATS)
  format: OwnDataFormat = 'json';

  /** Which part, as the document names it; needed with `csv`. */
  @ApiProperty({ required: false, enum: OWN_DATA_PARTS, example: 'contracts' })
  @ValidateIf(({ format }: OwnDataQueryDto) => format === 'csv')
  @IsIn(OWN_DATA_PARTS)
  section?: string;
}
