import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who read a mileage: somebody who told it, the car's own computer, or a technical inspection. */
export const MILEAGE_SOURCES = ['declared', 'obd', 'inspection'] as const;
export type MileageSource = (typeof MILEAGE_SOURCES)[number];

/** What a vehicle's odometer said on a day. */
@Entity('vehicle_mileages')
export class VehicleMileage {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'vehicle_id' })
  vehicleId!: string;

  @Column('integer')
  km!: number;

  /** `YYYY-MM-DD`. */
  @Column('date', { name: 'read_on' })
  readOn!: string;

  @Column('text')
  source!: MileageSource;

  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
