/**
 * Who may import whom: the ten rules of ARCHITECTURE.md. Rule 7's second half (globals) and rule 6's exceptions are not
 * imports of their own; eslint.config.mjs holds them. Each rule has a fixture under test/architecture/fixtures/not-ok
 * that breaks it, and test/architecture/import-rules.spec.ts proves that it fires there.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */

const SPEC = '\\.spec\\.ts$';
const FEATURES =
  'fleet|vehicle|vehicles|clients|contracts|due|reports|notifications|admin|portal|account';

module.exports = {
  forbidden: [
    {
      name: '1-wire-imports-nothing-of-ours',
      comment:
        'wire/ crosses the air: it rides onto the vehicle and into the backend, so it may bring validation along and nothing else.',
      severity: 'error',
      from: { path: '^wire/', pathNot: SPEC },
      to: { pathNot: '^wire/|node_modules/(class-validator|class-transformer)/' },
    },
    {
      name: '2-programs-are-islands',
      comment:
        'backend, frontend and device-agent are deployed apart: an import between them drags one into the other.',
      severity: 'error',
      from: { path: '^(backend|frontend|device-agent)/' },
      to: { path: '^(backend|frontend|device-agent)/', pathNot: '^$1/' },
    },
    {
      name: '2-frontend-knows-only-generated-types',
      comment:
        'A decorated DTO class breaks the production web application at run time; the frontend uses api/, generated from openapi.json.',
      severity: 'error',
      from: { path: '^frontend/' },
      to: { path: '^wire/' },
    },
    {
      name: '3-modules-are-private',
      comment:
        "Everything of a module but its *.public.ts and *.module.ts may change without its neighbours' knowledge.",
      severity: 'error',
      from: { path: '^backend/src/modules/([^/]+)/' },
      to: {
        path: '^backend/src/modules/',
        pathNot: ['^backend/src/modules/$1/', '\\.(public|module)\\.ts$'],
      },
    },
    {
      name: '3-modules-are-private-to-the-rest',
      comment:
        'What holds between modules holds for http/, observability/ and the others, too; only the composition root and commands may look inside.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: ['^backend/src/(modules|cli)/', '^backend/src/(app\\.module|main)\\.ts$', SPEC],
      },
      to: { path: '^backend/src/modules/', pathNot: '\\.(public|module)\\.ts$' },
    },
    {
      name: '4-no-circles',
      comment: 'Files in a circle can only be understood, tested and moved together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: '5-adapters-are-chosen-in-one-place',
      comment:
        'app.module.ts says which adapter serves which port; anyone else who imports an adapter ties the code to a technology.',
      severity: 'error',
      from: {
        path: '^backend/src/',
        pathNot: ['^backend/src/((app\\.module|main)\\.ts$|cli/|adapters/)', SPEC],
      },
      to: { path: '^backend/src/adapters/' },
    },
    {
      name: '5-adapters-do-not-know-each-other',
      comment: 'One technology a folder: an adapter can be removed by removing its folder.',
      severity: 'error',
      from: { path: '^backend/src/adapters/([^/]+)/', pathNot: SPEC },
      to: { path: '^backend/src/adapters/', pathNot: '^backend/src/adapters/$1/' },
    },
    {
      name: '5-modules-speak-to-ports',
      comment:
        'Telemetry, objects and the bus are reached through ports/, whatever the engine behind them.',
      severity: 'error',
      from: { path: '^backend/src/modules/', pathNot: SPEC },
      to: {
        path: 'node_modules/(@types/)?(pg|minio|nestjs-minio-client|@influxdata|redis|ioredis)/',
      },
    },
    {
      name: '6-services-know-no-http',
      comment:
        'Services and pure files are called by controllers, gateways and commands alike: they never look back at the edge.',
      severity: 'error',
      from: {
        path: '^backend/src/(modules|ports|events)/',
        pathNot: ['\\.(controller|gateway|module|guard|public|spec)\\.ts$'],
      },
      to: { path: '\\.(controller|gateway)\\.ts$' },
    },
    {
      name: '7-environment-through-config',
      comment:
        'The environment is read, checked and documented in config/; a second reader would be a setting that no manual knows.',
      severity: 'error',
      from: { path: '^(backend|device-agent)/src/', pathNot: ['^[^/]+/src/config/', SPEC] },
      to: { path: '^(node:)?process$|node_modules/dotenv/', dependencyTypes: ['core', 'npm'] },
    },
    {
      name: '7-time-through-the-clock',
      comment:
        'Who asks the Clock for the time can be tested at any time; high-resolution timers are for measuring, in observability/ and adapters/.',
      severity: 'error',
      from: {
        path: '^(backend|device-agent)/src/',
        pathNot: ['^[^/]+/src/(adapters|observability)/', SPEC],
      },
      to: { path: '^(node:)?perf_hooks$', dependencyTypes: ['core'] },
    },
    {
      name: '8-pages-and-stores-call-the-api',
      comment:
        'Widgets get what they show as inputs: only pages, stores, live/ and session/ call the API. Its shapes may be named.',
      severity: 'error',
      from: {
        path: '^frontend/src/app/',
        pathNot: ['-(page|store)\\.ts$', '^frontend/src/app/(api|live|session)/', SPEC],
      },
      to: { path: '^frontend/src/app/api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: '8-features-stand-alone',
      comment:
        'A feature that imports a feature can no longer be loaded, changed or removed alone.',
      severity: 'error',
      from: { path: `^frontend/src/app/(${FEATURES})/` },
      to: { path: `^frontend/src/app/(${FEATURES})/`, pathNot: '^frontend/src/app/$1/' },
    },
    {
      name: '8-leaflet-stays-in-map',
      comment:
        'Leaflet is heavy and may be replaced: only map/ knows it, and is loaded when a map is shown.',
      severity: 'error',
      from: { path: '^frontend/src/', pathNot: '^frontend/src/app/map/' },
      to: { path: 'node_modules/(@types/)?(leaflet|@bluehalo/ngx-leaflet|protomaps-leaflet)/' },
    },
    {
      name: '9-hardware-behind-ports',
      comment:
        'The sampling loop runs in a test on any computer because ports, processes and disks are reached through adapters only.',
      severity: 'error',
      from: {
        path: '^device-agent/',
        pathNot: ['^device-agent/(src/adapters|simulator|test)/', SPEC],
      },
      to: {
        path: '^(node:)?(child_process|sqlite)$|node_modules/(serialport|@serialport|better-sqlite3)/',
      },
    },
    {
      name: '10-no-barrels',
      comment:
        'A barrel loads everything for one thing and hides where it comes from; wire/ alone has one.',
      severity: 'error',
      from: { path: '(^|/)index\\.m?ts$', pathNot: '^wire/src/index\\.ts$' },
      to: {},
    },
    {
      name: '10-no-barrels-imported',
      comment: 'The same, seen from the importing side.',
      severity: 'error',
      from: {},
      to: {
        path: '(^|/)index\\.m?ts$',
        pathNot: ['^wire/src/index\\.ts$', 'node_modules'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^(wire|device-agent)/dist/', '^test/architecture/fixtures/'] },
    // Type-only imports bind the reader as much as the others.
    tsPreCompilationDeps: true,
    // Its alias leads @naif/wire to the sources.
    tsConfig: { fileName: `${__dirname}/backend/tsconfig.json` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'require', 'node', 'default'],
    },
    moduleSystems: ['es6', 'cjs', 'tsd'],
  },
};
