import type { AgentStatusDto, SettingsChangeDto } from '@naif/wire';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClockReport } from '../../events/live-event.js';

/** The program on a vehicle, known by its key. A vehicle has one active device at a time. */
@Entity('devices')
export class Device {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'vehicle_id' })
  vehicleId!: string;

  /** Ed25519 public key: the 32 bytes in base64url. */
  @Column('text', { name: 'public_key' })
  publicKey!: string;

  @Column('text', { name: 'agent_version', nullable: true })
  agentVersion!: string | null;

  @Column('timestamptz', { name: 'enrolled_at' })
  enrolledAt!: Date;

  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;

  /** What the agent last said of itself. */
  @Column('jsonb', { name: 'last_status', nullable: true })
  lastStatus!: AgentStatusDto | null;

  @Column('timestamptz', { name: 'last_status_at', nullable: true })
  lastStatusAt!: Date | null;

  /** How sure it was of its time with the upload that brought this status. */
  @Column('jsonb', { name: 'last_clock', nullable: true })
  lastClock!: ClockReport | null;

  /** When it was heard of last, give or take an hour: for lists to sort by. */
  @Column('timestamptz', { name: 'heard_at', default: () => 'now()' })
  heardAt!: Date;

  /** As its last settings commands left them; what is missing has its default. */
  @Column('jsonb', { nullable: true })
  settings!: SettingsChangeDto | null;
}

/** A one-time permission to become a vehicle's device. */
@Entity('enrolment_codes')
export class EnrolmentCode {
  @PrimaryColumn('uuid', { default: () => 'gen_random_uuid()' })
  id!: string;

  @Column('uuid', { name: 'vehicle_id' })
  vehicleId!: string;

  /** Keyed hash of the code; the code itself is shown once and kept nowhere. */
  @Column('bytea', { name: 'code_hash' })
  codeHash!: Buffer;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;

  @Column('uuid', { name: 'device_id', nullable: true })
  deviceId!: string | null;
}
