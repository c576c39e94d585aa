import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { FormPart } from '../../http/form-parts.js';
import { EventLog } from '../../observability/event-log.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { OBJECT_STORE, type ObjectStore } from '../../ports/object-store.js';
import { AuditTrail } from '../audit/audit.public.js';
import type { Viewer } from '../auth/auth.public.js';
import { ClientsDirectory } from '../clients/clients.public.js';
import { Document } from './document.entity.js';
import { documentFields } from './document-form.js';
import { DocumentIntake, type TakenFile } from './document-intake.js';
import type { DocumentFieldsDto } from './document.dto.js';
import {
  DocumentFileFault,
  DocumentFormBroken,
  DocumentNotFound,
  TooManyDocuments,
} from './documents.errors.js';
import { LooseObjects } from './loose-objects.js';

/** So many documents one client may have. */
export const MOST_DOCUMENTS = 200;

/** The papers of clients. Whoever may see a client sees its documents. */
@Injectable()
export class DocumentsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(OBJECT_STORE) private readonly objects: ObjectStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly directory: ClientsDirectory,
    private readonly intake: DocumentIntake,
    private readonly loose: LooseObjects,
    private readonly audit: AuditTrail,
    private readonly log: EventLog,
  ) {}

  /** All documents of a client, the newest first. @throws ClientNotFound, ClientMerged */
  async list(viewer: Viewer, clientId: string): Promise<Document[]> {
    await this.directory.get(viewer, clientId);
    return this.dataSource.manager.find(Document, {
      where: { clientId },
      order: { addedAt: 'DESC', id: 'ASC' },
    });
  }

  /**
   * Adds the document of a form. The bytes are stored first, then the row: a row never lacks its bytes.
   * @throws ClientNotFound, ClientMerged, TooManyDocuments, DocumentFileFault, DocumentTypeRefused, DocumentTooLarge,
   * DocumentFormBroken, InvalidRequest
   */
  async add(viewer: Viewer, clientId: string, parts: AsyncIterable<FormPart>): Promise<Document> {
    await this.directory.get(viewer, clientId);
    await this.checkRoom(this.dataSource.manager, clientId);
    const { said, file } = await this.readForm(parts);
    try {
      const fields = await documentFields(said);
      if (!file) throw new DocumentFileFault('required');
      return await this.keep(viewer, clientId, fields, file);
    } catch (error) {
      if (file) await this.loose.remove(file.objectKey);
      throw error;
    }
  }

  /** A document and its bytes. @throws ClientNotFound, ClientMerged, DocumentNotFound */
  async open(
    viewer: Viewer,
    clientId: string,
    id: string,
  ): Promise<{ document: Document; content: Readable }> {
    await this.directory.get(viewer, clientId);
    const document = await this.find(this.dataSource.manager, clientId, id);
    const object = await this.objects.get(document.objectKey);
    if (!object) {
      this.log.error('document.object-missing', { documentId: id, key: document.objectKey });
      throw new DocumentNotFound();
    }
    return { document, content: object.content };
  }

  /** @throws ClientNotFound, ClientMerged, DocumentNotFound */
  async remove(viewer: Viewer, clientId: string, id: string): Promise<void> {
    const { objectKey } = await this.dataSource.transaction(async (manager) => {
      await this.directory.lock(manager, viewer, clientId);
      const document = await this.find(manager, clientId, id);
      await manager.delete(Document, { id });
      await this.loose.release(manager, document.objectKey);
      await this.record(manager, viewer, 'remove', document);
      return document;
    });
    await this.loose.remove(objectKey);
  }

  /** Reads the form to its end, the file into the object store. Nothing stays when it breaks off. */
  private async readForm(
    parts: AsyncIterable<FormPart>,
  ): Promise<{ said: Record<string, unknown>; file: TakenFile | undefined }> {
    const said: Record<string, unknown> = {};
    let file: TakenFile | undefined;
    try {
      for await (const part of parts) {
        if (part.kind === 'file') {
          if (file) throw new DocumentFileFault('oneFile');
          if (part.name !== 'file') throw new DocumentFileFault('required');
          file = await this.intake.take(part.content);
        } else if (Object.hasOwn(said, part.name)) throw new DocumentFormBroken();
        else said[part.name] = part.value;
      }
      return { said, file };
    } catch (error) {
      if (file) await this.loose.remove(file.objectKey);
      throw error;
    }
  }

  private keep(
    viewer: Viewer,
    clientId: string,
    { title, kind }: DocumentFieldsDto,
    file: TakenFile,
  ): Promise<Document> {
    return this.dataSource.transaction(async (manager) => {
      await this.directory.lock(manager, viewer, clientId);
      await this.checkRoom(manager, clientId);
      // A sweep may have taken it for left behind: then it is gone, and the upload has to be repeated.
      if (!(await this.loose.claim(manager, file.objectKey))) throw new DocumentFormBroken();
      const document = manager.create(Document, {
        id: randomUUID(),
        clientId,
        kind,
        title,
        contentType: file.contentType,
        sizeBytes: file.sizeBytes,
        sha256: file.sha256,
        objectKey: file.objectKey,
        addedBy: viewer.accountId,
        addedAt: new Date(this.clock.now()),
      });
      await manager.insert(Document, document);
      await this.record(manager, viewer, 'add', document);
      return document;
    });
  }

  private async checkRoom(manager: EntityManager, clientId: string): Promise<void> {
    if ((await manager.countBy(Document, { clientId })) >= MOST_DOCUMENTS)
      throw new TooManyDocuments(MOST_DOCUMENTS);
  }

  private async find(manager: EntityManager, clientId: string, id: string): Promise<Document> {
    const document = await manager.findOneBy(Document, { id, clientId });
    if (!document) throw new DocumentNotFound();
    return document;
  }

  private async record(
    manager: EntityManager,
    viewer: Viewer,
    verb: 'add' | 'remove',
    { id, clientId, kind, title, contentType, sizeBytes, sha256 }: Document,
  ): Promise<void> {
    const told = { kind, title, contentType, sizeBytes, sha256: sha256.toString('hex') };
    await this.audit.record(manager, viewer, {
      verb,
      kind: 'document',
      objectId: id,
      clientId,
      ...(verb === 'add' ? { after: told } : { before: told }),
    });
  }
}
