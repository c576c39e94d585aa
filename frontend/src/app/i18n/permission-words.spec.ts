/** Every permission has words: the page of roles says what each is for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { administration } from './administration.fr';

const table = readFileSync(join(process.cwd(), 'backend/src/modules/auth/permissions.ts'), 'utf8');

it('has words for every permission of the backend, and for none beside', () => {
  const names = [...table.matchAll(/^ {2}'([a-z]+:[a-z-]+)': \{/gm)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(30);
  expect(Object.keys(administration.roles.may).sort()).toEqual(names.sort());
});
