import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from './viewer.js';

/** Someone who can log in. */
@Entity('accounts')
export class Account {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('text')
  email!: string;

  /** argon2id, with its parameters inside; `null` until an invitation is accepted. */
  @Column('text', { name: 'password_hash', nullable: true })
  passwordHash!: string | null;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'display_name' })
  displayName!: string;

  /** `fr` or `en`. */
  @Column('text')
  language!: Language;

  /** Colours of the pages: the device's, or always the same. */
  @Column('text', { default: 'system' })
  theme!: Theme;

  /** Units in which figures are shown. */
  @Column('text', { default: 'metric' })
  units!: Units;

  /** IANA name of the zone in which times are shown. */
  @Column('text', { name: 'time_zone', default: 'Europe/Paris' })
  timeZone!: string;

  /** Raised at each save. */
  @Column('integer', { default: 1 })
  version!: number;

  /** Set for clients' accounts, and only for them. */
  @Column('uuid', { name: 'client_id', nullable: true })
  clientId!: string | null;

  /** Of an employee: sees only clients of the own portfolio, and of those that are handed over. */
  @Column('boolean', { name: 'portfolio_only', default: false })
  portfolioOnly!: boolean;

  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}

/** The languages that the web application speaks. */
export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The colours that pages can have. */
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** The units that pages can show. */
export const UNITS = ['metric', 'imperial'] as const;
export type Units = (typeof UNITS)[number];
