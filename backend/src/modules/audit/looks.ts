import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { violatedConstraint } from '../../database/constraint-violation.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Viewer } from '../auth/auth.public.js';
import type { AuditedKind, Origin } from './audit-entry.js';
import { AuditTrail } from './audit-trail.js';

/** What somebody may look at of a vehicle. */
export type LookKind = 'track' | 'reading' | 'live' | 'picture' | 'video';

/** Somebody looks where a vehicle was or is, or at its pictures. */
export interface Look {
  readonly kind: LookKind;
  readonly vehicle: {
    readonly id: string;
    /** Whose data it is that is looked at: the owner at that time. */
    readonly clientId: string;
  };
}

/** What a line says was looked at: where the car was and what it measured, or what its camera saw. */
const SUBJECTS: Readonly<Record<LookKind, AuditedKind>> = {
  track: 'track',
  reading: 'track',
  live: 'track',
  picture: 'video',
  video: 'video',
};

const HOUR_MS = 3_600_000;
/** Most looks of the running hour that are remembered, about 300 bytes each; of those forgotten the database knows. */
const MOST_REMEMBERED = 20_000;

/**
 * Writes down who looked at whom: one line a person, vehicle and hour (UTC), whatever was opened how often. What a
 * client does with the own vehicles is nobody's business and not written down: the lines are there to tell the client
 * who else looked, and a profile of when somebody opens the application would be one more thing to protect.
 */
@Injectable()
export class Looks {
  private hour = -1;
  private readonly written = new Map<string, Promise<void>>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Writes the look down unless this hour has it; then it costs no query. Show the data only after it resolved: nobody
   * looks without a line.
   *
   * @param origin from where, if not by the request that runs
   */
  look(viewer: Viewer, { kind, vehicle }: Look, origin?: Origin): Promise<void> {
    if (viewer.role === 'client') return Promise.resolve();
    const hour = Math.floor(this.clock.now() / HOUR_MS);
    if (hour !== this.hour) {
      this.written.clear();
      this.hour = hour;
    }
    const subject = SUBJECTS[kind];
    const key = `${viewer.accountId} ${vehicle.id} ${vehicle.clientId} ${subject}`;
    return (
      this.written.get(key) ?? this.remember(key, this.write(viewer, subject, vehicle, origin))
    );
  }

  private remember(key: string, writing: Promise<void>): Promise<void> {
    this.written.set(key, writing);
    writing.catch(() => {
      // The next look tries again.
      if (this.written.get(key) === writing) this.written.delete(key);
    });
    const [oldest] = this.written.keys();
    if (this.written.size > MOST_REMEMBERED && oldest !== undefined) this.written.delete(oldest);
    return writing;
  }

  private async write(
    viewer: Viewer,
    kind: AuditedKind,
    { id: objectId, clientId }: Look['vehicle'],
    origin: Origin | undefined,
  ): Promise<void> {
    const now = new Date(this.clock.now());
    const known = await this.dataSource.query<unknown[]>(KNOWN, [
      viewer.accountId,
      objectId,
      clientId,
      kind,
      now,
    ]);
    if (known.length > 0) return;
    try {
      await this.dataSource.transaction((manager) =>
        this.trail.record(manager, viewer, { verb: 'look', kind, objectId, clientId }, origin),
      );
    } catch (error) {
      // Another instance wrote the hour's line in the same moment.
      if (violatedConstraint(error) !== 'audit_entries_one_look') throw error;
    }
  }
}

/** By the index that keeps the lines apart. */
const KNOWN = `
  SELECT FROM audit_entries
  WHERE verb = 'look' AND actor_id = $1 AND object_id = $2 AND client_id = $3 AND kind = $4
    AND date_trunc('hour', at AT TIME ZONE 'UTC') = date_trunc('hour', $5::timestamptz AT TIME ZONE 'UTC')`;
