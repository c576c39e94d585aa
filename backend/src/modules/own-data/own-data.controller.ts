import { Readable } from 'node:stream';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { Can, CurrentViewer, type Viewer, visibleClientId } from '../auth/auth.public.js';
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
   */
  @Can('read:own-data')
  @ApiProduces('application/json')
  @ApiOkResponse({ description: 'The file.', schema: { type: 'object' } })
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND'], 410: ['CLIENT.MERGED'] })
  @Get()
  async download(@CurrentViewer() viewer: Viewer, @Res() reply: FastifyReply): Promise<void> {
    const pieces = await this.ownData.of(viewer, visibleClientId(viewer) ?? '');
    await reply
      .headers({
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': 'attachment; filename="naif-control-data.json"',
        'cache-control': 'private, no-store',
      })
      .send(Readable.from(pieces, { objectMode: false }));
  }
}
