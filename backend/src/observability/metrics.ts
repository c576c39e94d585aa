import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Bounds for requests and statements: from half a millisecond to ten seconds. */
const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** Bounds for lateness: live is seconds, a weekend without a network is days. */
const LATENESS_SECONDS = [1, 2, 5, 10, 30, 60, 300, 1800, 7200, 43_200, 172_800, 604_800];

/** The application's own figures for Prometheus, beside those of the process and its event loop. */
export class Metrics {
  readonly registry = new Registry();

  /** Answered requests by method, route pattern and status. */
  readonly requests = new Histogram({
    name: 'naif_http_request_seconds',
    help: 'Time from the arrival of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  /** Uploads of vehicles by outcome: `stored`, `refused` (the whole upload) or `failed` (try again). */
  readonly uploads = new Counter({
    name: 'naif_uploads_total',
    help: 'Uploads of vehicles.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  /** Readings by outcome: `stored`, `duplicate` or `refused`. */
  readonly readings = new Counter({
    name: 'naif_readings_total',
    help: 'Readings that vehicles sent.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  /** Entries of sensors of kinds that this version does not know: stored as they came. */
  readonly unknownSensors = new Counter({
    name: 'naif_unknown_sensors_total',
    help: 'Entries of sensors of unknown kinds in the readings of vehicles.',
    registers: [this.registry],
  });

  /** Trouble-code reports of vehicles that were new. */
  readonly troubleCodeReports = new Counter({
    name: 'naif_trouble_code_reports_total',
    help: 'Trouble-code reports of vehicles that were stored.',
    registers: [this.registry],
  });

  /** Commands to devices that came to an end, by outcome (`done`, `refused`, `unsupported`, `failed`). */
  readonly commandResults = new Counter({
    name: 'naif_command_results_total',
    help: 'Commands to devices that came to an end.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  /** Time that the stores take, by operation (`append`, `advance`, `read`, `reduce`, …). */
  readonly store = new Histogram({
    name: 'naif_store_seconds',
    help: 'Time that an operation of a telemetry store takes.',
    labelNames: ['operation'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  /** How old the oldest reading of an upload is when it arrives: how far outboxes lag behind. */
  readonly outboxLag = new Histogram({
    name: 'naif_outbox_lag_seconds',
    help: 'Age of the oldest reading of an upload when it arrives.',
    buckets: LATENESS_SECONDS,
    registers: [this.registry],
  });

  /** Open sockets of the live channel. */
  readonly liveSockets = new Gauge({
    name: 'naif_live_sockets',
    help: 'Open sockets of the live channel.',
    registers: [this.registry],
  });

  /** Sockets that were closed because they read too slowly. */
  readonly liveDropped = new Counter({
    name: 'naif_live_dropped_total',
    help: 'Sockets of the live channel that were closed because they read too slowly.',
    registers: [this.registry],
  });

  /** Unexpected restarts of the embedded PostgreSQL. */
  readonly databaseRestarts = new Counter({
    name: 'naif_database_restarts_total',
    help: 'Times that the embedded PostgreSQL died and was started again.',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
