import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { CONFIG_FILE, parseConfigFile, type ConfigFile } from './config-file.js';
import { UsageError, type Option } from './option.js';

/** A settings class with its table of options. */
export interface SettingsClass<T extends object> {
  new (): T;
  readonly options: readonly Option[];
  /** Keys that the configuration file may hold, for commands that read it. */
  readonly fileKeys?: readonly string[];
}

/** Where settings come from; the process's own by default. */
export interface SettingsOrigin {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file, undefined when there is none. Without it no configuration file is read. */
  readonly readFile?: (path: string) => string | undefined;
}

/** This process's arguments, environment and files: the only place that reads them. */
export function processOrigin(): SettingsOrigin {
  return {
    args: process.argv.slice(2),
    env: process.env,
    readFile: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined),
  };
}

/** A value as it was given, and how a fault of it is named. */
interface Given {
  readonly option: Option;
  readonly text: string;
  /** What stands before a fault's sentence: the file and its line, or nothing. */
  readonly place: string;
  /** What the person has written: `--name`, or the key. */
  readonly spelling: string;
}

/** Reads and validates one command's settings: flag, else environment, else configuration file, else default. Throws `UsageError` with every fault. */
export function readSettings<T extends object>(type: SettingsClass<T>, origin: SettingsOrigin): T {
  const flags = parseFlags(type.options, origin.args);
  const file = readConfigFile(type, flags['config'], origin);
  const given = type.options.flatMap((option) => lookUp(option, flags, origin.env, file) ?? []);
  const values = given.map(({ option, text }) => [
    camelCase(option.name),
    option.read ? option.read(text) : text,
  ]);
  const settings = plainToInstance(type, Object.fromEntries(values));
  const faults = [...file.faults, ...faultsOf(settings, given)];
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return settings;
}

/** The command's options, for `--help`. */
export function describeOptions(options: readonly Option[]): string {
  return options
    .map(({ name, unit, about, default: fallback, key, form }) => {
      const origin = key === undefined ? '' : ` Environment and file: ${key}.`;
      const value = fallback === undefined ? '' : ` Default: ${fallback}.`;
      const spelling = {
        word: name.toUpperCase(),
        switch: `--${name}`,
        value: `--${name} <${unit}>`,
      }[form ?? 'value'];
      return `  ${spelling}\n      ${about}${value}${origin}`;
    })
    .join('\n');
}

interface ReadFile extends Pick<ConfigFile, 'values'> {
  readonly path: string;
  readonly faults: readonly string[];
}

const NO_FILE: ReadFile = { path: '', values: new Map(), faults: [] };

/** Without a word about it the usual file is read if it is there; one that was named must be. */
function readConfigFile(
  { fileKeys }: SettingsClass<object>,
  flag: string | undefined,
  { env, readFile }: SettingsOrigin,
): ReadFile {
  if (!fileKeys || !readFile) return NO_FILE;
  const named = flag ?? env['NAIF_CONFIG'];
  const path = named === undefined || named === '' ? CONFIG_FILE : named;
  let text: string | undefined;
  try {
    text = readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ...NO_FILE, faults: [`The configuration file ${path} cannot be read: ${reason}.`] };
  }
  if (text === undefined) {
    return named ? { ...NO_FILE, faults: [`There is no configuration file ${path}.`] } : NO_FILE;
  }
  const { values, faults } = parseConfigFile(text, fileKeys);
  return { path, values, faults: faults.map(({ line, says }) => `${path}:${line}: ${says}.`) };
}

function lookUp(
  option: Option,
  flags: Readonly<Record<string, string | undefined>>,
  env: SettingsOrigin['env'],
  { path, values }: ReadFile,
): Given | undefined {
  const { name, key = '' } = option;
  const flag = flags[name];
  const inFile = values.get(key);
  const found: Given | undefined =
    flag !== undefined
      ? { option, text: flag, place: '', spelling: `--${name}` }
      : env[key]
        ? { option, text: env[key], place: 'Environment: ', spelling: key }
        : inFile?.text
          ? { option, text: inFile.text, place: `${path}:${inFile.line}: `, spelling: key }
          : option.default === undefined
            ? undefined
            : { option, text: option.default, place: '', spelling: `--${name}` };
  return found?.text === '' ? undefined : found;
}

/** One sentence for each property that is not as it must be, with the name that the person has used. */
function faultsOf(settings: object, given: readonly Given[]): string[] {
  return validateSync(settings).flatMap(({ property, constraints }) => {
    const source = given.find(({ option }) => camelCase(option.name) === property);
    return [...new Set(Object.values(constraints ?? {}))].slice(0, 1).map((fault) => {
      if (!source) return `${fault}.`;
      const { option, place, spelling } = source;
      return `${place}${fault.replace(`--${option.name} `, `${spelling} `)}.`;
    });
  });
}

function parseFlags(
  options: readonly Option[],
  args: readonly string[],
): Readonly<Record<string, string | undefined>> {
  const words = options.filter(({ form }) => form === 'word');
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(
        options.map(({ name, form }) => [
          name,
          { type: form === 'switch' ? ('boolean' as const) : ('string' as const) },
        ]),
      ),
      strict: true,
      allowPositionals: words.length > 0,
    });
    if (positionals.length > words.length) {
      throw new UsageError(`This is one word too many: ${positionals[words.length] ?? ''}`);
    }
    const byPlace = positionals.map((text, index) => [words[index]?.name ?? '', text]);
    const byName = Object.entries(values).map(([name, value]) => [name, String(value)]);
    return Object.fromEntries([...byPlace, ...byName]) as Record<string, string>;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
