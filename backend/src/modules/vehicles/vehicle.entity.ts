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
import type { PlateKind } from './plate.js';

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

  /** ISO 3166-1, two capitals; `null`: kept from before it was asked for. */
  @Column('text', { name: 'plate_country', nullable: true })
  plateCountry!: string | null;

  @Column('text', { name: 'plate_kind', default: 'unknown' })
  plateKind!: PlateKind;

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

  /** PostgreSQL gives decimals as texts. */
  @Column('numeric', {
    name: 'tank_litres',
    nullable: true,
    transformer: {
      to: (value: number | null): number | null => value,
      from: (value: string | null): number | null => (value === null ? null : Number(value)),
    },
  })
  tankLitres!: number | null;

  @Column('text', { nullable: true })
  colour!: string | null;

  /** `YYYY-MM-DD`. */
  @Column('date', { name: 'first_registered_on', nullable: true })
  firstRegisteredOn!: string | null;

  /** By when it must pass its next technical inspection, `YYYY-MM-DD`. */
  @Column('date', { name: 'inspection_due_on', nullable: true })
  inspectionDueOn!: string | null;

  /** Raised by each change. */
  @Column('integer', { default: 1 })
  version!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;

  /** Plate with and without hyphens, make and model, without accents and case; the database writes it. */
  @Column({ type: 'text', select: false, insert: false, update: false })
  search?: string;
}
