import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  agentCommands,
  agentExample,
  backendSettings,
  example,
  manual,
} from './configuration-manual.mts';
import { permissionsManual } from './permissions-manual.mts';
import { NODE, ROOT, run, runTool, type Outcome } from './processes.mts';
import { Refusal } from './terminal.mts';

/** A committed file or folder that is made from the sources. */
export interface Generated {
  readonly path: string;
  /** Writes it below `into`; `openapi.json` is already there for those that come after it. */
  readonly write: (into: string) => Promise<void>;
}

function demand(what: string, { code, output }: Outcome): void {
  if (code !== 0) throw new Refusal(`${what} could not be generated:\n${output.trim()}`);
}

async function writeText(into: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(into, path)), { recursive: true });
  await writeFile(join(into, path), text);
}

const API = 'frontend/src/app/api';
const AGENT_EXAMPLE = 'device-agent/install/agent.conf.example';

/** In the order in which they depend on each other; backend and device-agent have to be built. */
export const GENERATED: readonly Generated[] = [
  {
    path: 'openapi.json',
    write: async (into) => {
      const script = join(ROOT, 'dist/backend/backend/src/cli/write-openapi.js');
      demand('openapi.json', await run(NODE, [script, join(into, 'openapi.json')]));
    },
  },
  {
    path: API,
    write: async (into) => {
      const options = [
        '--config',
        'frontend/ng-openapi-gen.json',
        '--input',
        join(into, 'openapi.json'),
      ];
      demand(
        API,
        await runTool('ng-openapi-gen/lib/index.js', [...options, '--output', join(into, API)]),
      );
    },
  },
  {
    path: 'docs/reference/configuration.md',
    write: (into) =>
      writeText(
        into,
        'docs/reference/configuration.md',
        manual(backendSettings(), agentCommands()),
      ),
  },
  {
    path: 'docs/reference/permissions.md',
    write: (into) => {
      const openapi = readFileSync(join(into, 'openapi.json'), 'utf8');
      const text = permissionsManual(
        JSON.parse(openapi) as Parameters<typeof permissionsManual>[0],
      );
      return writeText(into, 'docs/reference/permissions.md', text);
    },
  },
  {
    path: '.env.example',
    write: (into) => writeText(into, '.env.example', example(backendSettings())),
  },
  {
    path: AGENT_EXAMPLE,
    write: (into) => writeText(into, AGENT_EXAMPLE, agentExample(agentCommands())),
  },
];

/** Files of a generated path below a root, with their contents; empty when there is none. */
function contents(root: string, path: string): Map<string, string> {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return new Map();
  if (path !== API) return new Map([[path, readFileSync(absolute, 'utf8')]]);
  const files = readdirSync(absolute, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(root.length + 1), readFileSync(file, 'utf8')];
    }),
  );
}

/** Names of the files that differ between the repository and a freshly generated twin. */
export function drift(generated: Generated, fresh: string): string[] {
  const [committed, wanted] = [contents(ROOT, generated.path), contents(fresh, generated.path)];
  const names = new Set([...committed.keys(), ...wanted.keys()]);
  return [...names].filter((name) => committed.get(name) !== wanted.get(name)).sort();
}
