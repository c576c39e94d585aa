import { parseArgs } from 'node:util';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { UsageError, type Option } from './option.js';

/** A settings class with its table of options. */
export interface SettingsClass<T extends object> {
  new (): T;
  readonly options: readonly Option[];
}

/** Where settings come from; the process's own by default. */
export interface SettingsOrigin {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** This process's arguments and environment: the only place that reads them. */
export function processOrigin(): SettingsOrigin {
  return { args: process.argv.slice(2), env: process.env };
}

/** Reads and validates one command's settings: flag, else environment, else default. Throws `UsageError` with every fault. */
export function readSettings<T extends object>(type: SettingsClass<T>, origin: SettingsOrigin): T {
  const flags = parseFlags(type.options, origin.args);
  const values = type.options.flatMap((option) => {
    const environment = option.key === undefined ? undefined : origin.env[option.key];
    const text = flags[option.name] ?? environment ?? option.default;
    if (text === undefined || text === '') return [];
    return [[camelCase(option.name), option.read ? option.read(text) : text]];
  });
  const settings = plainToInstance(type, Object.fromEntries(values));
  const faults = validateSync(settings).flatMap(({ constraints }) =>
    [...new Set(Object.values(constraints ?? {}))].slice(0, 1),
  );
  if (faults.length > 0) throw new UsageError(faults.map((fault) => `${fault}.`).join('\n'));
  return settings;
}

/** The command's options, for `--help`. */
export function describeOptions(options: readonly Option[]): string {
  return options
    .map(({ name, unit, about, default: fallback, key }) => {
      const origin = key === undefined ? '' : ` Environment: ${key}.`;
      const value = fallback === undefined ? '' : ` Default: ${fallback}.`;
      return `  --${name} <${unit}>\n      ${about}${value}${origin}`;
    })
    .join('\n');
}

function parseFlags(
  options: readonly Option[],
  args: readonly string[],
): Readonly<Record<string, string | undefined>> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: Object.fromEntries(options.map(({ name }) => [name, { type: 'string' as const }])),
      strict: true,
      allowPositionals: false,
    });
    return values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
