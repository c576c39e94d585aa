import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can } from '../auth/auth.public.js';
import { FoundDto, SearchQueryDto } from './search.dto.js';
import { SearchService } from './search.service.js';

/** One box to find everything. */
@ApiTags('search')
@Controller('api/search')
export class SearchController {
  constructor(private readonly search: SearchService) {}

  /** Finds clients, vehicles and contracts by whatever part of them is known. */
  @Can('search:records')
  @Get()
  find(@Query() { q }: SearchQueryDto): Promise<FoundDto> {
    return this.search.find(q);
  }
}
