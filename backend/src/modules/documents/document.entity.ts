import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a document is. */
export const DOCUMENT_KINDS = [
  'driving-licence',
  'registration-certificate',
  'identity',
  'proof-of-address',
  'contract',
  'claim',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A paper of a client. Its bytes lie in the object store. Documents are added and removed, never changed. */
@Entity('client_documents')
export class Document {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'client_id' })
  clientId!: string;

  @Column('text')
  kind!: DocumentKind;

  @Column('text')
  title!: string;

  /** What the bytes are, whatever the file was called. */
  @Column('text', { name: 'content_type' })
  contentType!: DocumentType;

  @Column('integer', { name: 'size_bytes' })
  sizeBytes!: number;

  @Column('bytea')
  sha256!: Buffer;

  /** Where its bytes lie. */
  @Column('text', { name: 'object_key' })
  objectKey!: string;

  /** `null`: the account is gone. */
  @Column('uuid', { name: 'added_by', nullable: true })
  addedBy!: string | null;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;
}

/** Types of documents that are taken. */
export const DOCUMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];
