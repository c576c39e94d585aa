/**
 * One run, eight groups, chosen with `npm run jest -- --selectProjects unit http engines frontend process ledger device e2e`
 * or simply by a path: `npm run jest -- backend/src/modules/auth`.
 *
 * - unit: specs beside the code of wire, backend, device-agent and scripts, without I/O, and the architecture's fixtures
 * - http: the whole backend on an embedded PostgreSQL · engines: contract tests on real servers
 * - frontend: Angular components in jsdom
 * - process: the backend's programs as processes: faults, locks, databases left behind or killed
 * - ledger: what a crash may cost: nothing; backend, database and agents as processes that are killed
 * - device: the vehicle's program as a process, on pseudo-terminals, against two sites; the firmware's machine code
 * - e2e: the demo as processes, with a browser
 *
 * Nest 12 and Angular 22 are ES modules: jest needs `--experimental-vm-modules`, which `npm run jest` passes.
 */
const { existsSync } = require('node:fs');
const { createEsmPreset } = require('jest-preset-angular/presets');

/** Imports are written with the extension that runs (`./x.js`), the sources end in `.ts`. */
const moduleNameMapper = {
  '^@naif/wire$': '<rootDir>/wire/src/index.ts',
  '^(\\.{1,2}/.*)\\.js$': '$1',
};

/** @type {import('jest').Config} */
const node = {
  rootDir: __dirname,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  // Compiled twins of the sources must not be found as modules or specs.
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/[^/]+/dist/', '<rootDir>/data/'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json' }] },
  moduleNameMapper,
  setupFiles: ['reflect-metadata'],
};

/**
 * A harness made of the scripts' kind of modules: ES modules that Node runs as they are.
 * @type {import('jest').Config}
 */
const scripts = {
  ...node,
  moduleFileExtensions: ['mts', ...node.moduleFileExtensions],
  extensionsToTreatAsEsm: ['.mts'],
  transform: {
    '^.+\\.mts$': ['ts-jest', { useESM: true, tsconfig: '<rootDir>/test/tsconfig.json' }],
  },
  moduleNameMapper: {},
};

/** Starts the run's PostgreSQL cluster and stops it; both are the backend's. */
const cluster = Object.fromEntries(
  [
    ['globalSetup', 'backend/test/global-setup.ts'],
    ['globalTeardown', 'backend/test/global-teardown.ts'],
  ]
    .filter(([, path]) => existsSync(`${__dirname}/${path}`))
    .map(([key, path]) => [key, `<rootDir>/${path}`]),
);

/** An application starts within a second; on a busy machine it may take many. */
const PATIENCE_MS = 60_000;

/** @type {import('jest').Config} */
const frontend = {
  ...createEsmPreset({ tsconfig: '<rootDir>/frontend/tsconfig.spec.json' }),
  displayName: 'frontend',
  rootDir: __dirname,
  roots: ['<rootDir>/frontend/src'],
  setupFilesAfterEnv: ['<rootDir>/frontend/setup-jest.ts'],
  testMatch: ['<rootDir>/frontend/src/**/*.spec.ts'],
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...node,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/wire/src/**/*.spec.ts',
        '<rootDir>/backend/src/**/*.spec.ts',
        '<rootDir>/device-agent/{src,simulator,test}/**/*.spec.ts',
        '<rootDir>/test/architecture/*.spec.ts',
      ],
    },
    {
      ...node,
      ...cluster,
      displayName: 'http',
      testMatch: ['<rootDir>/backend/test/http/**/*.spec.ts'],
    },
    {
      ...node,
      ...cluster,
      displayName: 'engines',
      testMatch: ['<rootDir>/backend/test/engines/**/*.spec.ts'],
    },
    frontend,
    { ...scripts, displayName: 'process', testMatch: ['<rootDir>/test/process/*.spec.mts'] },
    {
      ...scripts,
      displayName: 'ledger',
      testMatch: ['<rootDir>/test/{ledger,load}/*.spec.mts'],
    },
    {
      ...scripts,
      displayName: 'device',
      testMatch: [
        '<rootDir>/test/device/*.spec.mts',
        '<rootDir>/device-agent/firmware/test/*.spec.mts',
      ],
    },
    { ...node, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'] },
  ],
  // For all groups: jest does not read it in a group's own settings.
  testTimeout: PATIENCE_MS,
  // Two cores: more workers only make them wait for each other.
  maxWorkers: 2,
};
