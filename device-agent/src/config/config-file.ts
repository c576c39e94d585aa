import { parseEnv } from 'node:util';

/** Where the vehicle's program looks for its configuration when nothing else is said. */
export const CONFIG_FILE = '/etc/naif-agent/agent.conf';

/** One value of the file, and the line it stands on. */
export interface ConfigValue {
  readonly text: string;
  readonly line: number;
}

/** What a configuration file says, and all that is wrong with it. */
export interface ConfigFile {
  readonly values: ReadonlyMap<string, ConfigValue>;
  /** Sentences without the file's name, each with its line. */
  readonly faults: readonly { readonly line: number; readonly says: string }[];
}

/** `KEY=value`, as a shell, systemd's EnvironmentFile and Node read it alike. */
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)=/;

/** Reads `KEY=value` lines; blank lines and those that begin with # say nothing. A key that is not `known` is a fault, and so is one given twice. */
export function parseConfigFile(text: string, known: readonly string[]): ConfigFile {
  const values = new Map<string, ConfigValue>();
  const faults: { line: number; says: string }[] = [];
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const trimmed = content.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const key = ASSIGNMENT.exec(trimmed)?.[1];
    const earlier = key === undefined ? undefined : values.get(key);
    if (key === undefined) {
      faults.push({ line, says: 'this is no KEY=value; comments begin with #' });
    } else if (!known.includes(key)) {
      faults.push({ line, says: `there is no setting ${key}${suggestion(key, known)}` });
    } else if (earlier) {
      faults.push({ line, says: `${key} is set already in line ${earlier.line}` });
    } else {
      values.set(key, { text: parseEnv(trimmed)[key] ?? '', line });
    }
  }
  return { values, faults };
}

/** The known key that somebody may have meant. */
function suggestion(key: string, known: readonly string[]): string {
  const plain = (name: string): string => name.replace(/^NAIF_|_/g, '').toLowerCase();
  const near = known.find(
    (name) => plain(name).startsWith(plain(key)) || plain(key).startsWith(plain(name)),
  );
  return near === undefined ? '' : ` (${near}?)`;
}
