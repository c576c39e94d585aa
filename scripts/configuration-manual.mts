import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DEMO_SETTINGS } from './demo-settings.mts';
import { table } from './markdown-table.mts';
import { ROOT } from './processes.mts';

/** One setting, as the programs document it beside the code that reads it (backend/src/config/setting.ts). */
export interface SettingEntry {
  readonly key: string;
  readonly about: string;
  readonly unit: string;
  readonly default?: string;
  readonly secret?: boolean;
}

const require = createRequire(import.meta.url);

/** The backend's settings in the order of their declaration, read from its compiled class. */
export function backendSettings(): readonly SettingEntry[] {
  require('reflect-metadata');
  const config = join(ROOT, 'dist/backend/backend/src/config');
  const { settingsOf } = require(join(config, 'setting.js')) as {
    settingsOf: (type: unknown) => readonly SettingEntry[];
  };
  const { Environment } = require(join(config, 'environment.js')) as { Environment: unknown };
  return settingsOf(Environment);
}

/** One option of the vehicle's program (device-agent/src/config/option.ts). */
interface AgentOption {
  readonly name: string;
  readonly key?: string;
  readonly about: string;
  readonly unit: string;
  readonly default?: string;
  readonly form?: 'word' | 'switch';
}

/** One command of the vehicle's program. */
interface AgentCommand {
  readonly about: string;
  readonly options: readonly AgentOption[];
}

/** The commands of the vehicle's program with their options, read from its compiled table. */
export function agentCommands(): Readonly<Record<string, AgentCommand>> {
  require('reflect-metadata');
  const table = join(ROOT, 'device-agent/dist/src/config/command-table.js');
  const { COMMAND_TABLE } = require(table) as {
    COMMAND_TABLE: Readonly<Record<string, AgentCommand>>;
  };
  return COMMAND_TABLE;
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string | undefined): string =>
  text === undefined || text === '' ? '–' : `\`${text}\``;

/** docs/reference/configuration.md */
export function manual(
  settings: readonly SettingEntry[],
  commands: Readonly<Record<string, AgentCommand>>,
): string {
  return [
    '# Configuration',
    '',
    'Written by `npm run generate` from the classes that read the settings.',
    '',
    '## Backend',
    '',
    'The backend reads these environment variables once, at its start (`backend/src/config/environment.ts`), and lists all faults at',
    'once. A file `.env` in the working directory is read first; the environment wins.',
    '',
    ...table(
      ['variable', 'what it does', 'unit or form', 'default'],
      settings.map((setting) => [
        code(setting.key),
        cell(setting.about) + (setting.secret === true ? ' Secret: never shown in logs.' : ''),
        cell(setting.unit),
        code(setting.default),
      ]),
    ),
    '',
    '## Demo',
    '',
    '`npm run demo` understands `PORT`, `DATA_DIR` and `DEMO_PASSWORD` as above, and these.',
    '',
    ...table(
      ['variable', 'what it does', 'unit or form', 'default'],
      DEMO_SETTINGS.map(({ key, about, min, max, whole, standard }) => [
        code(key),
        about,
        `${whole ? 'whole number' : 'number'} from ${min} to ${max}`,
        code(String(standard)),
      ]),
    ),
    '',
    "## The vehicle's program",
    '',
    'Each option is a flag, and some are an environment variable and a key of the configuration file, too',
    '(`device-agent/src/config/`). The flag wins over the environment, the environment over the file, the file over the default.',
    'The file is `/etc/naif-agent/agent.conf`: lines of `KEY=value`, comments begin with `#`; `device-agent/install/agent.conf.example`',
    'has them all. A key that does not exist is a fault, and all faults are listed at once with file, line and key.',
    ...Object.entries(commands).flatMap(([command, { about, options }]) => [
      '',
      `### ${command}`,
      '',
      about,
      '',
      ...table(
        ['option', 'variable or key', 'what it does', 'unit or form', 'default'],
        options.map((option) => [
          code(option.form === 'word' ? option.name.toUpperCase() : `--${option.name}`),
          code(option.key),
          cell(option.about),
          option.unit === '' ? '–' : cell(option.unit),
          code(option.default),
        ]),
      ),
    ]),
    '',
  ].join('\n');
}

/** .env.example: every setting, commented out, with its default. */
export function example(settings: readonly SettingEntry[]): string {
  return commentedOut(
    '# Copy to .env and uncomment what differs. Written by `npm run generate`.',
    settings,
  );
}

/** device-agent/install/agent.conf.example: every key of the vehicle's configuration file. */
export function agentExample({ run }: ReturnType<typeof agentCommands>): string {
  const entries = (run?.options ?? []).filter(({ name }) => name !== 'config');
  return commentedOut(
    [
      "# Configuration of the vehicle's agent: /etc/naif-agent/agent.conf. Uncomment what differs, then",
      '# "sudo systemctl restart naif-agent"; "sudo naif-agent doctor" lists what is wrong with it.',
    ].join('\n'),
    entries.flatMap(({ key, ...entry }) => (key === undefined ? [] : [{ ...entry, key }])),
  );
}

function commentedOut(head: string, settings: readonly SettingEntry[]): string {
  const blocks = settings.map((setting) =>
    [
      ...wrap(`${setting.about} (${setting.unit})`, 100).map((line) => `# ${line}`),
      `#${setting.key}=${setting.default ?? ''}`,
    ].join('\n'),
  );
  return [head, ...blocks, ''].join('\n\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length + 1 > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
