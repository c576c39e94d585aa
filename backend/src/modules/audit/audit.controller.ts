import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { parseInstant } from '../../http/instant.js';
import { InvalidRequest } from '../../http/validation.js';
import { Can } from '../auth/auth.public.js';
import { AuditSearch, type KeptEntry } from './audit-search.js';
import { AuditEntryDto, AuditPageDto, AuditQueryDto } from './audit.dto.js';

/** Who did what. */
@ApiTags('audit')
@Controller('api/audit')
export class AuditController {
  constructor(private readonly search: AuditSearch) {}

  /** The entries of the audit trail that match, newest first. */
  @Can('read:audit-trail')
  @ApiProblems({ 400: ['REQUEST.INVALID'] })
  @Get()
  async list(@Query() query: AuditQueryDto): Promise<AuditPageDto> {
    const { from, to, pageSize, ...filter } = query;
    const found = await this.search.entries(
      { ...filter, fromMs: instantOf('from', from), toMs: instantOf('to', to) },
      pageSize + 1,
    );
    const items = found.slice(0, pageSize).map(entryDto);
    const last = items.at(-1);
    return { items, ...(found.length > pageSize && last && { next: last.seq }) };
  }
}

function instantOf(name: 'from' | 'to', text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const ms = parseInstant(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text);
  if (ms !== undefined) return ms;
  const detail = `${name} must be an instant by ISO 8601.`;
  throw new InvalidRequest([{ pointer: `/${name}`, code: 'isInstant', detail }]);
}

function entryDto(entry: KeptEntry): AuditEntryDto {
  const { verb, kind, objectId, requestId, address, clientId, before, after, erasedAt } = entry;
  const { actorRole: role, actorId, actorName, sessionId } = entry;
  return {
    seq: Number(entry.seq),
    at: entry.at.toISOString(),
    actor: {
      role,
      ...(actorId !== null && { id: actorId }),
      ...(actorName !== null && { name: actorName }),
      ...(sessionId !== null && { sessionId }),
    },
    ...(address !== null && { address }),
    ...(requestId !== null && { requestId }),
    verb,
    kind,
    objectId,
    ...(clientId !== null && { clientId }),
    ...(before !== null && { before }),
    ...(after !== null && { after }),
    ...(erasedAt !== null && { erasedAt: erasedAt.toISOString() }),
  };
}
