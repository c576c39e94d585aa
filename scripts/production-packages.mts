import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The folders of all packages that a program needs to run, found as Node finds them: from the program's own
 * folder upwards. Packages of the workspace are not among them, but what they need is.
 */
export function productionPackages(folders: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (folder: string): void => {
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    ) as Manifest;
    for (const name of Object.keys(dependencies)) {
      if (name.startsWith('@naif/')) continue;
      const place = locate(name, folder);
      if (found.has(place)) continue;
      found.add(place);
      visit(place);
    }
  };
  folders.forEach(visit);
  return found;
}

function locate(name: string, from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules', name);
    if (existsSync(join(place, 'package.json'))) return place;
    if (folder === dirname(folder))
      throw new Error(`${name}, which ${from} needs, is not installed`);
  }
}
