import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { SystemClock } from '../adapters/system/system-clock.js';
import { AppModule } from '../app.module.js';
import { readEnvironment } from '../config/environment.js';
import { ServerKeys } from '../config/server-keys.js';
import { EventLog } from '../observability/event-log.js';
import { Metrics } from '../observability/metrics.js';
import { buildOpenApiDocument } from '../openapi/openapi-document.js';

/** Writes the OpenAPI document to the file that is named: the application is only wired up, nothing is started. */
async function write(file: string): Promise<void> {
  const secret = (): string => randomBytes(32).toString('base64url');
  const runtime = {
    environment: readEnvironment({}),
    keys: new ServerKeys(secret(), secret(), false),
    log: new EventLog('warn'),
    metrics: new Metrics(),
    clock: new SystemClock(),
    databaseUrl: 'postgres://nobody@127.0.0.1/nothing',
  };
  const app = await NestFactory.create(AppModule.of(runtime), new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  writeFileSync(file, `${JSON.stringify(buildOpenApiDocument(app), undefined, 2)}\n`);
}

write(process.argv[2] ?? 'openapi.json').then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
