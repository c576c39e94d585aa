import 'reflect-metadata';
import type { Server } from 'node:https';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SystemClock } from './adapters/system/system-clock.js';
import { createApplication } from './application.js';
import { takeDataDir } from './config/data-dir.js';
import { environmentOfProcess, type Environment } from './config/environment.js';
import { loadServerKeys } from './config/server-keys.js';
import { openDatabase } from './database/open-database.js';
import { refuseDemoDatabase, seedDemo } from './demo/seed-demo.js';
import { TlsFiles } from './http/tls-files.js';
import { EventLog } from './observability/event-log.js';
import { Metrics } from './observability/metrics.js';
import { Shutdown } from './shutdown.js';

/** Starts everything in order; `shutdown` stops it in the opposite one. */
async function start(environment: Environment, log: EventLog, shutdown: Shutdown): Promise<void> {
  await takeDataDir(environment.dataDir);
  const keys = loadServerKeys(environment);
  const metrics = new Metrics();
  const { tlsCertFile, tlsKeyFile } = environment;
  const tls =
    tlsCertFile !== undefined && tlsKeyFile !== undefined
      ? new TlsFiles(tlsCertFile, tlsKeyFile, log)
      : undefined;
  const database = await openDatabase(environment, log, () => metrics.databaseRestarts.inc());
  shutdown.add(() => database.close());
  const { url: databaseUrl } = database;
  const runtime = { environment, keys, log, metrics, clock: new SystemClock(), databaseUrl };
  if (environment.mode === 'demo') await seedDemo(runtime, environment.demoPassword);
  else await refuseDemoDatabase(databaseUrl);
  const app = await createApplication(runtime, tls?.read());
  shutdown.add(() => app.close());
  await listen(app, environment);
  tls?.follow(app.getHttpServer() as Server);
  log.info('server.listening', { url: await app.getUrl(), mode: environment.mode });
}

async function listen(app: NestFastifyApplication, { port, host }: Environment): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case 'EADDRINUSE':
        throw new Error(
          `Port ${port} is already taken: stop the program that uses it, or set PORT to another.`,
          { cause: error },
        );
      case 'EACCES':
        throw new Error(
          `Port ${port} needs more rights: ports below 1024 are reserved; set PORT to another.`,
          { cause: error },
        );
      case 'EADDRNOTAVAIL':
        throw new Error(
          `This machine does not have the address ${host}: set HOST to one that it has.`,
          { cause: error },
        );
      default:
        throw error;
    }
  }
}

try {
  const environment = environmentOfProcess();
  const log = new EventLog(environment.logLevel);
  const shutdown = new Shutdown(log);
  shutdown.listen();
  start(environment, log, shutdown).catch((error: unknown) => shutdown.startFailed(error));
} catch (error) {
  // The configuration has faults, and there is no log yet.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
