import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

const FOLDER = join(__dirname, '..', 'bodies');

/** A body that is taken, and what the answer must hold. */
export interface OkBody {
  readonly name: string;
  readonly body: unknown;
  readonly answer: Readonly<Record<string, unknown>>;
}

/** A body that is refused, and for which faults: `/email isEmail`. */
export interface NotOkBody {
  readonly name: string;
  readonly body: unknown;
  readonly faults: readonly string[];
}

/** The bodies `ok/<kind>-*.json`. */
export function okBodies(kind: string): OkBody[] {
  return bodies<OkBody>('ok', kind);
}

/** The bodies `not-ok/<kind>-*.json`. */
export function notOkBodies(kind: string): NotOkBody[] {
  return bodies<NotOkBody>('not-ok', kind);
}

/** The body with ids in place of `{name}`. */
export function filled(body: unknown, ids: Readonly<Record<string, string>>): unknown {
  return JSON.parse(
    JSON.stringify(body).replace(/\{(\w+)\}/g, (whole, name: string) => ids[name] ?? whole),
  );
}

function bodies<T>(verdict: string, kind: string): T[] {
  const folder = join(FOLDER, verdict);
  const files = readdirSync(folder).filter(
    (file) => file.startsWith(`${kind}-`) && file.endsWith('.json'),
  );
  if (files.length === 0) throw new Error(`There are no bodies ${verdict}/${kind}-*.json`);
  return files.map((file) => {
    const content = JSON.parse(readFileSync(join(folder, file), 'utf8')) as object;
    return { name: basename(file, '.json'), ...content } as T;
  });
}
