import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Language, LANGUAGES } from '../auth/auth.public.js';

/** How the summary is wanted. */
export class SummaryQueryDto {
  /** In which language. */
  @ApiProperty({ required: false, enum: LANGUAGES, default: 'fr' })
  @IsOptional()
  @IsIn(LANGUAGES)
  language: Language = 'fr';
}
