import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Address } from './address.js';

/** What a client is. */
export const CLIENT_KINDS = ['person', 'company'] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

/** So many telephone numbers beside the main one. */
export const MOST_OTHER_PHONES = 4;

/** An insured person or company. */
@Entity('clients')
export class Client {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('text', { default: 'person' })
  kind!: ClientKind;

  /** Of a person; `null` of a company. */
  @Column('text', { name: 'first_name', nullable: true })
  firstName!: string | null;

  /** Of a person; `null` of a company. */
  @Column('text', { name: 'last_name', nullable: true })
  lastName!: string | null;

  /** `YYYY-MM-DD`. */
  @Column('date', { name: 'birth_date', nullable: true })
  birthDate!: string | null;

  @Column('text', { name: 'licence_number', nullable: true })
  licenceNumber!: string | null;

  /** When the driving licence was obtained, `YYYY-MM-DD`. */
  @Column('date', { name: 'licence_date', nullable: true })
  licenceDate!: string | null;

  /** Of a company; `null` of a person. */
  @Column('text', { name: 'company_name', nullable: true })
  companyName!: string | null;

  /** Number of a company in the French register, nine digits. */
  @Column('text', { nullable: true })
  siren!: string | null;

  /** Whom to ask for at a company. */
  @Column('text', { name: 'contact_name', nullable: true })
  contactName!: string | null;

  @Column('text')
  email!: string;

  /** E.164; rows from before that rule may hold what was typed. */
  @Column('text', { nullable: true })
  phone!: string | null;

  /** Further numbers, E.164, none twice. */
  @Column('text', { name: 'other_phones', array: true, default: () => "'{}'" })
  otherPhones!: string[];

  /** In which language to write: `fr` or `en`. */
  @Column('text', { default: 'fr' })
  language!: 'fr' | 'en';

  /** Where the client lives or has its seat. */
  @Column('jsonb', { nullable: true })
  address!: Address | null;

  /** Where letters go, when that is elsewhere. */
  @Column('jsonb', { name: 'mailing_address', nullable: true })
  mailingAddress!: Address | null;

  /** `accounts.id` of the employee whose portfolio the client belongs to. */
  @Column('uuid', { name: 'responsible_id', nullable: true })
  responsibleId!: string | null;

  /** Raised by each change. */
  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  /** Family name, or a company's name: what lists are sorted by; the database writes it. */
  @Column({ type: 'text', name: 'sort_name', select: false, insert: false, update: false })
  sortName?: string;

  /** Names and e-mail without accents and case; the database writes it. */
  @Column({ type: 'text', select: false, insert: false, update: false })
  search?: string;
}
