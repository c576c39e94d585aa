import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A client who turned out to be the same as another: where its id leads now. */
@Entity('merged_clients')
export class MergedClient {
  /** The id that it had. */
  @PrimaryColumn('uuid')
  id!: string;

  /** The client that was kept. */
  @Column('uuid', { name: 'kept_id' })
  keptId!: string;

  @Column('timestamptz', { name: 'merged_at' })
  mergedAt!: Date;
}
