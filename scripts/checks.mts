import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildChanged } from './build-targets.mts';
import { drift, GENERATED } from './generated-files.mts';
import { openApiFaults } from './openapi-faults.mts';
import { ROOT, runTool, type Outcome } from './processes.mts';
import { done, duration, failed } from './terminal.mts';

/** One thing that holds or does not. */
interface Check {
  readonly name: string;
  /** Resolves with what is wrong; an empty text means that all is well. */
  readonly run: () => Promise<string>;
}

/** How a group of checks or tests ended. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

async function tool(script: string, ...args: string[]): Promise<string> {
  const { code, output }: Outcome = await runTool(script, args);
  return code === 0 ? '' : output.trim() || `${script} ended with ${code}`;
}

const TSC = 'typescript/bin/tsc';

/** Every program with its specs; the frontend's templates are checked by Angular's compiler. */
const PROGRAMS: readonly (readonly [string, string, string])[] = [
  ['wire', TSC, 'wire/tsconfig.spec.json'],
  ['backend', TSC, 'backend/tsconfig.json'],
  ['device-agent', TSC, 'device-agent/tsconfig.spec.json'],
  ['frontend', '@angular/compiler-cli/bundles/src/bin/ngc.js', 'frontend/tsconfig.spec.json'],
  ['scripts', TSC, 'scripts/tsconfig.json'],
  ['test', TSC, 'test/tsconfig.json'],
];

/** Checks that only read the sources. */
const READING: readonly Check[] = [
  {
    name: 'format',
    run: () => tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  },
  { name: 'lint', run: () => tool('eslint/bin/eslint.js', '.', '--max-warnings=0') },
  ...PROGRAMS.map(([name, compiler, config]) => ({
    name: `types: ${name}`,
    run: () => tool(compiler, '-p', config, '--noEmit'),
  })),
  {
    name: 'architecture',
    run: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruiser.mjs',
        'wire',
        'backend',
        'device-agent',
        'frontend/src',
        'test',
        'scripts',
      ),
  },
];

/** Generated files against what the sources would make of them today, then the API document itself. */
function generatedChecks(fresh: string): Check[] {
  return [
    ...GENERATED.map((generated) => ({
      name: `no drift: ${generated.path}`,
      run: async () => {
        await generated.write(fresh);
        const files = drift(generated, fresh);
        return files.length === 0 ? '' : `${files.join('\n')}\ndiffers; run: npm run generate`;
      },
    })),
    {
      name: 'openapi.json is valid and names its problems',
      run: async () =>
        existsSync(join(ROOT, 'openapi.json'))
          ? (await openApiFaults()).join('\n')
          : 'openapi.json is missing; run: npm run generate',
    },
  ];
}

function buildCheck(target: 'backend' | 'device-agent'): Check {
  return { name: `${target} builds`, run: async () => (await buildChanged(['wire', target]), '') };
}

async function runCheck(check: Check): Promise<boolean> {
  const started = Date.now();
  const fault = await check
    .run()
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
  const line = `${check.name} (${duration(Date.now() - started)})`;
  if (fault === '') done(line);
  else failed(`${line}\n${fault.replaceAll(/^/gm, '    ')}`);
  return fault === '';
}

/** Runs all checks, two at a time, and says how each ended. */
export async function runChecks(): Promise<Tally> {
  // The device tests are written against the compiled program: without it neither their types nor their lint hold.
  const results = [await runCheck(buildCheck('device-agent'))];
  const queue = [...READING];
  const worker = async (): Promise<void> => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      results.push(await runCheck(check));
    }
  };
  await Promise.all([worker(), worker()]);

  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const fresh = mkdtempSync(join(ROOT, 'dist/generated-'));
  try {
    for (const check of [buildCheck('backend'), ...generatedChecks(fresh)]) {
      results.push(await runCheck(check));
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  const passed = results.filter(Boolean).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}
