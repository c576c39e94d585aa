import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { AuditSearch, type KeptLook } from './audit-search.js';
import { LookDto, LookPageDto } from './looks.dto.js';

/** Who looked at a client's data, for that client. */
@ApiTags('audit')
@Controller('api/account/looks')
export class LooksController {
  constructor(private readonly search: AuditSearch) {}

  /** Who looked at the own vehicles, newest first, page by page. */
  @Can('read:own-looks')
  @Get()
  async list(
    @CurrentViewer() { clientId }: Viewer,
    @Query() { page, pageSize }: PlainPageQueryDto,
  ): Promise<LookPageDto> {
    if (clientId === undefined) return { items: [], total: 0, page, pageSize };
    const [looks, total] = await this.search.looksAt(clientId, { page, pageSize });
    return { items: looks.map(lookDto), total, page, pageSize };
  }
}

function lookDto({ at, kind, actorRole, actorName, vehicleId, ...vehicle }: KeptLook): LookDto {
  const { plate, make, model } = vehicle;
  return {
    at: at.toISOString(),
    what: kind,
    by: { role: actorRole, ...(actorName !== null && { name: actorName }) },
    vehicle: {
      id: vehicleId,
      ...(plate !== null && { plate }),
      ...(make !== null && { make }),
      ...(model !== null && { model }),
    },
  };
}
