import type { ReadingDto } from './reading-dto';

export interface TrackDto {
  points: ReadingDto[];
  total: number;
}
