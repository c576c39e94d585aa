import { Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiProblems } from '../../http/api-problems.js';
import { formParts } from '../../http/form-parts.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { DOCUMENT_TYPES, type Document } from './document.entity.js';
import { DOCUMENT_FORM_REFUSALS } from './document-form.js';
import { MOST_DOCUMENT_BYTES } from './document-intake.js';
import { DocumentDto, DocumentFormDto, DocumentParamsDto, DocumentsDto } from './document.dto.js';
import { DocumentsService } from './documents.service.js';
import { attachmentOf } from './file-name.js';

/** The papers of clients. */
@ApiTags('documents')
@ApiProblems({ 404: ['CLIENT.NOT_FOUND'], 410: ['CLIENT.MERGED'] })
@Controller('api/clients/:id/documents')
export class DocumentsController {
  constructor(private readonly documents: DocumentsService) {}

  /** Lists a client's documents, the newest first; clients see their own. */
  @Can('read:documents')
  @Get()
  async list(@CurrentViewer() viewer: Viewer, @Param() { id }: IdParamDto): Promise<DocumentsDto> {
    return { items: (await this.documents.list(viewer, id)).map(documentDto) };
  }

  /** Adds a document: a form with its title, its kind and one file. What the file is, its content tells. */
  @Can('write:documents')
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: DocumentFormDto })
  @ApiProblems({
    400: ['DOCUMENT.FILE_FAULT', 'DOCUMENT.FORM_BROKEN'],
    409: ['DOCUMENT.TOO_MANY'],
    413: ['DOCUMENT.TOO_LARGE'],
    415: ['DOCUMENT.TYPE_REFUSED', 'DOCUMENT.NOT_A_FORM'],
    503: ['STORE.UNAVAILABLE'],
  })
  @Post()
  async add(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Req() request: FastifyRequest,
  ): Promise<DocumentDto> {
    const parts = formParts(request, MOST_DOCUMENT_BYTES, DOCUMENT_FORM_REFUSALS);
    return documentDto(await this.documents.add(viewer, id, parts));
  }

  /** The file, to be saved: browsers neither show nor run it here. */
  @Can('read:documents')
  @ApiProduces(...DOCUMENT_TYPES)
  @ApiOkResponse({ description: 'The file.', schema: { type: 'string', format: 'binary' } })
  @ApiProblems({
    404: ['CLIENT.NOT_FOUND', 'DOCUMENT.NOT_FOUND'],
    503: ['STORE.UNAVAILABLE'],
  })
  @Get(':documentId/file')
  async file(
    @CurrentViewer() viewer: Viewer,
    @Param() { id, documentId }: DocumentParamsDto,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { document, content } = await this.documents.open(viewer, id, documentId);
    await reply
      .headers({
        'content-type': document.contentType,
        'content-length': document.sizeBytes,
        'content-disposition': attachmentOf(document.title, document.contentType),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
      .send(content);
  }

  /** Removes a document and its file. */
  @Can('write:documents')
  @ApiProblems({ 404: ['CLIENT.NOT_FOUND', 'DOCUMENT.NOT_FOUND'] })
  @HttpCode(204)
  @Delete(':documentId')
  async remove(
    @CurrentViewer() viewer: Viewer,
    @Param() { id, documentId }: DocumentParamsDto,
  ): Promise<void> {
    await this.documents.remove(viewer, id, documentId);
  }
}

function documentDto(document: Document): DocumentDto {
  const { id, title, kind, contentType, sizeBytes, sha256, addedAt } = document;
  return {
    id,
    title,
    kind,
    contentType,
    sizeBytes,
    sha256: sha256.toString('hex'),
    addedAt: addedAt.toISOString(),
  };
}
