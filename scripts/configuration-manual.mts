import { createRequire } from 'node:module';
import { join } from 'node:path';
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

/** docs/reference/configuration.md */
export function manual(settings: readonly SettingEntry[]): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  const rows = settings.map((setting) =>
    [
      `\`${setting.key}\``,
      cell(setting.about) + (setting.secret === true ? ' Secret: never shown in logs.' : ''),
      cell(setting.unit),
      setting.default === undefined || setting.default === '' ? '–' : `\`${setting.default}\``,
    ].join(' | '),
  );
  return [
    '# Configuration',
    '',
    'The backend reads these environment variables once, at its start, and lists all faults at once. A file `.env` in the',
    'working directory is read first; the environment wins. Written by `npm run generate` from `backend/src/config/environment.ts`.',
    '',
    '| variable | what it does | unit or form | default |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

/** .env.example: every setting, commented out, with its default. */
export function example(settings: readonly SettingEntry[]): string {
  const blocks = settings.map((setting) =>
    [
      ...wrap(`${setting.about} (${setting.unit})`, 100).map((line) => `# ${line}`),
      `#${setting.key}=${setting.default ?? ''}`,
    ].join('\n'),
  );
  return [
    '# Copy to .env and uncomment what differs. Written by `npm run generate`.',
    ...blocks,
    '',
  ].join('\n\n');
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
