import type { IncomingMessage } from 'node:http';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { FastifyInstance } from 'fastify';
import { AppModule } from './app.module.js';
import { setBodyLimits } from './http/body-limits.js';
import { refuseBrokenRequest } from './http/broken-request.js';
import { PoliteFastifyAdapter } from './http/end-of-connections.js';
import { takeMultipartForms } from './http/multipart-forms.js';
import { sendErrorAsProblem } from './http/problem-reply.js';
import { ProblemFilter } from './http/problem.filter.js';
import { requestIdFrom } from './http/request-id.js';
import { watchRequests } from './http/request-watch.js';
import { setSecurityHeaders } from './http/security-headers.js';
import type { TlsPair } from './http/tls-files.js';
import { readAwayUnreadBodies } from './http/unread-body.js';
import { takeUploadsRaw } from './http/upload-route.js';
import { validationPipe } from './http/validation.js';
import { serveWebApplication } from './http/web-application.js';
import { NestLog } from './observability/nest-log.js';
import { OpenApiDocument } from './openapi/openapi-document.js';
import type { Runtime } from './runtime.js';

/** A request may take so long to arrive, ms: a vehicle on a bad network sends 1 MiB at 40 kB/s. */
const REQUEST_PATIENCE_MS = 30_000;
/** Answers below this are not worth compressing, bytes. */
const COMPRESS_FROM_BYTES = 1_024;
/** Of 1.2 MB of fleet it makes 6 % more than quality 4, the plugin's own, in a sixth of the time (15 against 96 ms). */
const QUICK_BROTLI = 1;

/** Builds the application around its runtime, ready to listen (or to be injected requests by tests). */
export async function createApplication(
  runtime: Runtime,
  tls?: TlsPair,
): Promise<NestFastifyApplication> {
  const adapter = new PoliteFastifyAdapter({
    ...(tls ? { https: { ...tls, minVersion: 'TLSv1.2' as const } } : {}),
    trustProxy: runtime.environment.trustProxy ? [...runtime.environment.trustProxy] : false,
    genReqId: (request: IncomingMessage) => requestIdFrom(request.headers),
    requestTimeout: REQUEST_PATIENCE_MS,
    forceCloseConnections: 'idle',
    // What is refused before a route is found: an address that cannot be decoded, say.
    frameworkErrors: sendErrorAsProblem,
    clientErrorHandler: refuseBrokenRequest,
  });
  takeUploadsRaw(adapter);
  adapter.getInstance().removeContentTypeParser('text/plain');
  adapter.endConnectionsWhenStopping();
  await prepareFastify(adapter.getInstance(), runtime);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(runtime), adapter, {
    logger: new NestLog(runtime.log),
    abortOnError: false,
    // Only JSON is parsed: forms and plain text are what pages of other sites can post without asking.
    bodyParser: false,
  });
  app.useGlobalFilters(new ProblemFilter(runtime.log));
  app.useGlobalPipes(validationPipe());
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.init();
  await adapter.getInstance().ready();
  app.get(OpenApiDocument).describe(app);
  return app;
}

async function prepareFastify(fastify: FastifyInstance, runtime: Runtime): Promise<void> {
  watchRequests(fastify, runtime.log, runtime.metrics);
  setBodyLimits(fastify);
  readAwayUnreadBodies(fastify);
  await setSecurityHeaders(fastify, runtime.environment);
  await fastify.register(cookie);
  await takeMultipartForms(fastify);
  // Bodies of requests are not decompressed here: ingest does it with its own limits.
  await fastify.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    globalDecompression: false,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: QUICK_BROTLI } },
  });
  await serveWebApplication(fastify, runtime.environment.webDir);
}
