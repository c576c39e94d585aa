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
import { stopOnSignals } from './shutdown.js';

/** Starts everything in order; `stopOnSignals` stops it in the opposite one. */
async function start(): Promise<void> {
  const environment = environmentOfProcess();
  const log = new EventLog(environment.logLevel);
  await takeDataDir(environment.dataDir);
  const keys = loadServerKeys(environment);
  const metrics = new Metrics();
  const tls =
    environment.tlsCertFile !== undefined && environment.tlsKeyFile !== undefined
      ? new TlsFiles(environment.tlsCertFile, environment.tlsKeyFile, log)
      : undefined;
  const database = await openDatabase(environment, log, () => metrics.databaseRestarts.inc());
  const runtime = {
    environment,
    keys,
    log,
    metrics,
    clock: new SystemClock(),
    databaseUrl: database.url,
  };
  let app: NestFastifyApplication | undefined;
  try {
    if (environment.mode === 'demo') await seedDemo(runtime, environment.demoPassword);
    else await refuseDemoDatabase(database.url);
    app = await createApplication(runtime, tls?.read());
    await listen(app, environment);
  } catch (error) {
    await app?.close();
    await database.close();
    throw error;
  }
  tls?.follow(app.getHttpServer() as Server);
  stopOnSignals(log, [() => app.close(), () => database.close()]);
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

start().catch((error: unknown) => {
  // For the operator: what is wrong and what to do, never a stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
