import {
  Column,
  Entity,
  Generated,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { Client } from '../clients/clients.public.js';

/** What an engine runs on. */
export const FUELS = ['petrol', 'diesel', 'electric', 'hybrid', 'lpg', 'other'] as const;
export type Fuel = (typeof FUELS)[number];

/** An insured car. */
@Entity('vehicles')
export class Vehicle {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  /** Its number in the telemetry store; the database counts. */
  @Column({ type: 'integer', update: false })
  @Generated('increment')
  series!: number;

  @Column('uuid', { name: 'client_id' })
  clientId!: string;

  @ManyToOne(() => Client)
  @JoinColumn({ name: 'client_id' })
  client?: Relation<Client>;

  @Column('text')
  vin!: string;

  /** Pseudonym, computed once from the VIN and kept even if the VIN is corrected. */
  @Column({ type: 'text', name: 'car_id', update: false })
  carId!: string;

  @Column('text')
  plate!: string;

  @Column('text')
  make!: string;

  @Column('text')
  model!: string;

  /** Model year. */
  @Column('smallint', { nullable: true })
  year!: number | null;

  @Column('text', { nullable: true })
  fuel!: Fuel | null;

  @Column('integer', { name: 'displacement_cc', nullable: true })
  displacementCc!: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  /** Plate with and without hyphens, make and model, without accents and case; the database writes it. */
  @Column({ type: 'text', select: false, insert: false, update: false })
  search?: string;
}
