import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import { CreateNoteDto, NoteDto, NotePageDto, NoteParamsDto } from './note.dto.js';
import { NotesService, type NoteView } from './notes.service.js';

/** What employees note about clients; clients do not see it here. */
@ApiTags('clients')
@ApiProblems({ 404: ['CLIENT.NOT_FOUND'], 410: ['CLIENT.MERGED'] })
@Controller('api/clients/:id/notes')
export class NotesController {
  constructor(private readonly notes: NotesService) {}

  /** Lists the notes about a client, the newest first. */
  @Can('read:notes')
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() query: PlainPageQueryDto,
  ): Promise<NotePageDto> {
    const [notes, total] = await this.notes.list(viewer, id, query);
    return { items: notes.map(noteDto), total, page: query.page, pageSize: query.pageSize };
  }

  /** Adds a note. */
  @Can('write:documents')
  @Post()
  async add(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() { text }: CreateNoteDto,
  ): Promise<NoteDto> {
    return noteDto(await this.notes.add(viewer, id, text));
  }

  /** Removes a note: the author within a day, an administrator at any time. */
  @Can('write:documents')
  @ApiProblems({ 403: ['NOTE.STAYS'], 404: ['CLIENT.NOT_FOUND', 'NOTE.NOT_FOUND'] })
  @HttpCode(204)
  @Delete(':noteId')
  async remove(
    @CurrentViewer() viewer: Viewer,
    @Param() { id, noteId }: NoteParamsDto,
  ): Promise<void> {
    await this.notes.remove(viewer, id, noteId);
  }
}

function noteDto({ note, removable }: NoteView): NoteDto {
  const { id, text, author, createdAt } = note;
  return {
    id,
    text,
    ...(author && { author: { id: author.id, displayName: author.displayName } }),
    createdAt: createdAt.toISOString(),
    removable,
  };
}
