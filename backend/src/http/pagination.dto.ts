import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { WithoutControls } from './typed-text.js';

/** Which part of a list is wanted, of one that has its own order. */
export class PlainPageQueryDto {
  /**
   * Number of the page; the first is 1.
   * @example 1
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  page: number = 1;

  /**
   * Entries on a page.
   * @example 25
   */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize: number = 25;
}

/** Which part of a list is wanted. Lists add their own `sort` with the fields that they can sort by. */
export class PageQueryDto extends PlainPageQueryDto {
  /** Words that an entry must contain; case and accents do not count. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @WithoutControls()
  search?: string;
}
