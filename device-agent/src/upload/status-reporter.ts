import type { AgentStatusDto } from '@naif/wire';
import type { Clock } from '../ports/clock.js';
import type { Outbox } from '../ports/outbox.js';
import type { VehiclePower } from '../ports/reading-source.js';
import { AGENT_VERSION } from '../version.js';
import { iso } from './batch.js';

/** While driving, an upload carries a status at least this often, ms. */
const REFRESH_MS = 60_000;
/** With nothing to send, an empty upload asks for commands and says that the agent lives this often, ms. */
const HEARTBEAT_MS = 15 * 60_000;

/** Decides when an upload carries a status, and what it says. */
export class StatusReporter {
  private sentState: VehiclePower['state'] | undefined;
  private sentAt = -Infinity;
  /** Uploads that got through after one or more that did not. */
  reconnects = 0;

  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly power: () => VehiclePower | undefined,
  ) {}

  /** Whether a status is worth an upload of its own. */
  isUrgent(): boolean {
    const state = this.power()?.state;
    return (
      (state !== undefined && state !== this.sentState) ||
      this.clock.monotonic() - this.sentAt >= HEARTBEAT_MS
    );
  }

  /** The status for the next upload, when it is time for one. */
  due(): AgentStatusDto | undefined {
    const age = this.clock.monotonic() - this.sentAt;
    return this.isUrgent() || age >= REFRESH_MS ? this.status() : undefined;
  }

  /** An upload has delivered this status. */
  delivered(status: AgentStatusDto): void {
    this.sentState = status.power;
    this.sentAt = this.clock.monotonic();
  }

  private status(): AgentStatusDto {
    const power = this.power();
    const oldest = this.outbox.peek(1)[0];
    return {
      time: iso(power?.time ?? this.clock.now()),
      ...(power ? { power: power.state } : {}),
      agent_version: AGENT_VERSION,
      outbox_depth: this.outbox.depth(),
      ...(oldest ? { outbox_oldest: iso(oldest.time) } : {}),
      reconnects: this.reconnects,
    };
  }
}
