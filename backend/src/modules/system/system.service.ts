import { Inject, Injectable } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { Environment } from '../../config/environment.js';
import { Metrics } from '../../observability/metrics.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { PROGRAM_VERSION } from '../../version.js';
import { WaitingCommands } from '../devices/devices.public.js';
import type { SystemDto, SystemJobDto } from './system.dto.js';
import { SystemStores } from './system-stores.js';

/** Gathers how the system is from what its parts know. */
@Injectable()
export class SystemService {
  constructor(
    private readonly stores: SystemStores,
    private readonly commands: WaitingCommands,
    private readonly schedule: SchedulerRegistry,
    private readonly metrics: Metrics,
    private readonly environment: Environment,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** How everything is at the moment. */
  async report(): Promise<SystemDto> {
    const [{ stores, database }, sockets] = await Promise.all([
      this.stores.ask(),
      this.metrics.liveSockets.get(),
    ]);
    const now = this.clock.now();
    return {
      at: new Date(now).toISOString(),
      site: this.environment.siteName,
      startedAt: new Date(now - process.uptime() * 1000).toISOString(),
      memoryBytes: process.memoryUsage.rss(),
      versions: {
        program: PROGRAM_VERSION,
        node: process.versions.node,
        ...(database && { database: database.version }),
      },
      stores,
      liveSockets: sockets.values[0]?.value ?? 0,
      queues: { waitingCommands: this.commands.count(), waitingMails: 0 },
      jobs: this.jobs(),
    };
  }

  private jobs(): SystemJobDto[] {
    return [...this.schedule.getCronJobs()]
      .map(([name, job]) => {
        const last = job.lastDate();
        return {
          name,
          ...(last && { lastRunAt: last.toISOString() }),
          nextRunAt: job.nextDate().toJSDate().toISOString(),
        };
      })
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}
