import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { offsetOf, type PageRequest } from '../../http/pagination.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientsDirectory } from './clients-directory.js';
import { NoteNotFound, NoteStays } from './clients.errors.js';
import { Note } from './note.entity.js';

/** For so long the author may take a note back, ms: a day. */
export const TAKE_BACK_MS = 24 * 3_600_000;

/** A note, and whether whoever asked may remove it now. */
export interface NoteView {
  readonly note: Note;
  readonly removable: boolean;
}

/** What employees note about clients. */
@Injectable()
export class NotesService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly directory: ClientsDirectory,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page of the notes about a client, the newest first, and how many there are. @throws ClientNotFound, ClientMerged */
  async list(
    viewer: Viewer,
    clientId: string,
    page: PageRequest,
  ): Promise<[notes: NoteView[], total: number]> {
    await this.directory.get(viewer, clientId);
    const [notes, total] = await this.dataSource.manager
      .createQueryBuilder(Note, 'note')
      .leftJoinAndSelect('note.author', 'author')
      .where('note.clientId = :clientId', { clientId })
      .orderBy('note.createdAt', 'DESC')
      .addOrderBy('note.id')
      .offset(offsetOf(page))
      .limit(page.pageSize)
      .getManyAndCount();
    return [notes.map((note) => this.viewOf(viewer, note)), total];
  }

  /** @throws ClientNotFound, ClientMerged */
  async add(viewer: Viewer, clientId: string, text: string): Promise<NoteView> {
    const id = await this.dataSource.transaction(async (manager) => {
      await this.directory.lock(manager, viewer, clientId);
      const createdAt = new Date(this.clock.now());
      const note = manager.create(Note, { clientId, authorId: viewer.accountId, text, createdAt });
      await manager.insert(Note, note);
      await this.audit.record(manager, viewer, {
        verb: 'add-note',
        kind: 'client',
        objectId: clientId,
        clientId,
        after: { noteId: note.id, text },
      });
      return note.id;
    });
    return this.viewOf(viewer, await this.find(clientId, id));
  }

  /** @throws ClientNotFound, ClientMerged, NoteNotFound, NoteStays */
  async remove(viewer: Viewer, clientId: string, noteId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.directory.lock(manager, viewer, clientId);
      const note = await manager.findOneBy(Note, { id: noteId, clientId });
      if (!note) throw new NoteNotFound();
      if (!this.mayRemove(viewer, note)) throw new NoteStays();
      await manager.delete(Note, { id: noteId });
      const { text, authorId, createdAt } = note;
      await this.audit.record(manager, viewer, {
        verb: 'remove-note',
        kind: 'client',
        objectId: clientId,
        clientId,
        before: { noteId, text, authorId, createdAt: createdAt.toISOString() },
      });
    });
  }

  private async find(clientId: string, id: string): Promise<Note> {
    const found = { where: { id, clientId }, relations: { author: true } };
    const note = await this.dataSource.manager.findOne(Note, found);
    if (!note) throw new NoteNotFound();
    return note;
  }

  private viewOf(viewer: Viewer, note: Note): NoteView {
    return { note, removable: this.mayRemove(viewer, note) };
  }

  private mayRemove({ role, accountId }: Viewer, note: Note): boolean {
    if (role === 'admin') return true;
    const age = this.clock.now() - note.createdAt.getTime();
    return role === 'employee' && note.authorId === accountId && age <= TAKE_BACK_MS;
  }
}
