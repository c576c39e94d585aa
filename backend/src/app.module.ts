import { join } from 'node:path';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Pool } from 'pg';
import { FilesystemObjectStore } from './adapters/filesystem-objects/filesystem-object-store.js';
import { MemoryLiveBus } from './adapters/memory/memory-live-bus.js';
import { MemoryMailer } from './adapters/memory/memory-mailer.js';
import { PostgresLastKnown } from './adapters/postgres-telemetry/postgres-last-known.js';
import { PostgresTelemetryStore } from './adapters/postgres-telemetry/postgres-telemetry-store.js';
import { AbsentMailer } from './adapters/smtp/absent-mailer.js';
import { SmtpMailer } from './adapters/smtp/smtp-mailer.js';
import { Environment, isLoopback } from './config/environment.js';
import { ServerKeys } from './config/server-keys.js';
import { DatabaseModule } from './database/database.module.js';
import { PG_POOL } from './database/pg-pool.js';
import { AccountsModule } from './modules/accounts/accounts.module.js';
import { AuditModule } from './modules/audit/audit.module.js';
import { AuthModule } from './modules/auth/auth.module.js';
import { ClientsModule } from './modules/clients/clients.module.js';
import { ContractsModule } from './modules/contracts/contracts.module.js';
import { DemoOutboxModule } from './modules/demo-outbox/demo-outbox.module.js';
import { DevicesModule } from './modules/devices/devices.module.js';
import { DocumentsModule } from './modules/documents/documents.module.js';
import { ExportsModule } from './modules/exports/exports.module.js';
import { ImportsModule } from './modules/imports/imports.module.js';
import { OwnDataModule } from './modules/own-data/own-data.module.js';
import { PortfoliosModule } from './modules/portfolios/portfolios.module.js';
import { SearchModule } from './modules/search/search.module.js';
import { SettingsModule } from './modules/settings/settings.module.js';
import { SystemModule } from './modules/system/system.module.js';
import { TelemetryModule } from './modules/telemetry/telemetry.module.js';
import { VehiclesModule } from './modules/vehicles/vehicles.module.js';
import { EventLog } from './observability/event-log.js';
import { Metrics } from './observability/metrics.js';
import { ObservabilityModule } from './observability/observability.module.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { CLOCK } from './ports/clock.js';
import { LAST_KNOWN } from './ports/last-known.js';
import { LIVE_BUS } from './ports/live-bus.js';
import { OBJECT_STORE } from './ports/object-store.js';
import { MAIL_OUTBOX } from './ports/mail-outbox.js';
import { MAILER, type Mailer } from './ports/mailer.js';
import { TELEMETRY_STORE } from './ports/telemetry-store.js';
import type { Runtime } from './runtime.js';

/** What every module may inject: the settings, the log, the figures, and the outside world behind its ports. */
@Global()
@Module({})
class World {
  static of(runtime: Runtime): DynamicModule {
    const { environment, keys, log, metrics, clock } = runtime;
    const mailer = runtime.mailer ?? mailerOf(runtime);
    const providers = [
      { provide: Environment, useValue: environment },
      { provide: ServerKeys, useValue: keys },
      { provide: EventLog, useValue: log },
      { provide: Metrics, useValue: metrics },
      // Which adapter serves which port.
      { provide: CLOCK, useValue: clock },
      { provide: MAILER, useValue: mailer },
      {
        provide: MAIL_OUTBOX,
        useValue:
          environment.mode === 'demo' && mailer instanceof MemoryMailer ? mailer : undefined,
      },
      {
        provide: LIVE_BUS,
        useValue: new MemoryLiveBus((kind, error) =>
          log.error('live.subscriber-failed', { kind, error }),
        ),
      },
      {
        provide: TELEMETRY_STORE,
        inject: [PG_POOL],
        useFactory: (pool: Pool) => new PostgresTelemetryStore(pool, clock),
      },
      {
        provide: LAST_KNOWN,
        inject: [PG_POOL],
        useFactory: (pool: Pool) => new PostgresLastKnown(pool),
      },
      {
        provide: OBJECT_STORE,
        useValue: new FilesystemObjectStore(join(environment.dataDir, 'objects')),
      },
    ];
    return { module: World, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** The demo keeps its mail for people to read; anyone else sends it, or cannot, which is told at the start. */
function mailerOf({ environment, clock, log }: Runtime): Mailer {
  const { mode, smtpUrl, mailFrom } = environment;
  if (mode === 'demo') return new MemoryMailer(clock);
  if (smtpUrl !== undefined && mailFrom !== undefined) {
    const host = new URL(smtpUrl).hostname.replace(/^\[|\]$/g, '');
    return new SmtpMailer({ url: smtpUrl, from: mailFrom, mayBePlain: isLoopback(host) });
  }
  log.warn('mail.not-configured', {
    consequence: 'invitations, password resets and codes by e-mail are refused: set SMTP_URL',
  });
  return new AbsentMailer();
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
        OpenApiModule,
        AuditModule,
        AuthModule,
        AccountsModule,
        ClientsModule,
        PortfoliosModule,
        VehiclesModule,
        DocumentsModule,
        ContractsModule,
        DevicesModule,
        TelemetryModule,
        ImportsModule,
        ExportsModule,
        OwnDataModule,
        SearchModule,
        SettingsModule,
        SystemModule,
        DemoOutboxModule,
      ],
    };
  }
}
