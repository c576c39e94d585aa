import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Pool } from 'pg';
import { EventLog } from '../observability/event-log.js';
import { dataSourceOptions } from './data-source.js';
import { openPgPool, PG_POOL } from './pg-pool.js';

/** The pools of a database that is migrated already. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(PG_POOL) private readonly pool: Pool) {}

  static forUrl(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [EventLog],
          useFactory: (log: EventLog) => ({
            ...dataSourceOptions(url),
            poolErrorHandler: (error: Error) =>
              log.warn('database.connection-lost', { detail: error.message }),
            autoLoadEntities: true,
            retryAttempts: 1,
          }),
        }),
      ],
      providers: [
        {
          provide: PG_POOL,
          inject: [EventLog],
          useFactory: (log: EventLog) => openPgPool(url, log),
        },
      ],
      exports: [PG_POOL],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}
