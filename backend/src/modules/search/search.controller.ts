import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
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
  find(@CurrentViewer() viewer: Viewer, @Query() { q }: SearchQueryDto): Promise<FoundDto> {
    return this.search.find(viewer, q);
  }
}
