import { Global, Module, type DynamicModule } from '@nestjs/common';
import { MemoryLiveBus } from './adapters/memory/memory-live-bus.js';
import { Environment } from './config/environment.js';
import { ServerKeys } from './config/server-keys.js';
import { DatabaseModule } from './database/database.module.js';
import { EventLog } from './observability/event-log.js';
import { Metrics } from './observability/metrics.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { CLOCK } from './ports/clock.js';
import { LIVE_BUS } from './ports/live-bus.js';
import type { Runtime } from './runtime.js';

/** What every module may inject: the settings, the log, the figures, and the outside world behind its ports. */
@Global()
@Module({})
class World {
  static of(runtime: Runtime): DynamicModule {
    const { environment, keys, log, metrics, clock } = runtime;
    const providers = [
      { provide: Environment, useValue: environment },
      { provide: ServerKeys, useValue: keys },
      { provide: EventLog, useValue: log },
      { provide: Metrics, useValue: metrics },
      // Which adapter serves which port.
      { provide: CLOCK, useValue: clock },
      {
        provide: LIVE_BUS,
        useValue: new MemoryLiveBus((kind, error) => log.error('live.subscriber-failed', { kind, error })),
      },
    ];
    return { module: World, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** The composition root: which adapters serve the ports, and which modules there are. */
@Module({})
export class AppModule {
  static of(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [
        World.of(runtime),
        DatabaseModule.forUrl(runtime.databaseUrl),
        ObservabilityModule,
      ],
    };
  }
}
