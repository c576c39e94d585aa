import { Readable } from 'node:stream';
import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { Can, CurrentViewer, type Viewer, visibleClientId } from '../auth/auth.public.js';
import { OwnDataQueryDto } from './own-data.dto.js';
import { OwnDataService } from './own-data.service.js';

/** What clients may take away about themselves. */
@ApiTags('account')
@Controller('api/account/data')
export class OwnDataController {
  constructor(private readonly ownData: OwnDataService) {}

  /**
   * Everything that is held about the client who is logged in, as one JSON file: client, accounts and their sessions,
   * drivers, vehicles and when they were theirs, mileages, contracts and their versions, documents (with where to fetch
   * their files), notes, who looked and who changed something, and every reading of the vehicles while they were theirs.
   * As CSV one of these parts: a table that spreadsheets open.
   */
  @Can('read:own-data')
  @ApiProduces('application/json', 'text/csv')
  @ApiOkResponse({ description: 'The file.', schema: { type: 'object' } })
  @ApiProblems({ 400: ['REQUEST.INVALID'], 404: ['CLIENT.NOT_FOUND'], 410: ['CLIENT.MERGED'] })
  @Get()
  async download(
    @CurrentViewer() viewer: Viewer,
    @Query() { format, section }: OwnDataQueryDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const clientId = visibleClientId(viewer) ?? '';
    if (format === 'csv' && section !== undefined) {
      const pieces = await this.ownData.table(viewer, clientId, section);
      await send(reply, 'text/csv', `naif-control-${section}.csv`, pieces);
      return;
    }
    const pieces = await this.ownData.document(viewer, clientId);
    await send(reply, 'application/json', 'naif-control-data.json', pieces);
  }
}

/** Sends a file piece by piece, as fast as it is taken; nobody on the way may keep it. */
async function send(
  reply: FastifyReply,
  type: string,
  name: string,
  pieces: AsyncIterable<string>,
): Promise<void> {
  await reply
    .headers({
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'private, no-store',
    })
    .send(Readable.from(pieces, { objectMode: false }));
}
