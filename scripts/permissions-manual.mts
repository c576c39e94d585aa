import { createRequire } from 'node:module';
import { join } from 'node:path';
import { table } from './markdown-table.mts';
import { ROOT } from './processes.mts';

/** What a permission is for and who has it (backend/src/modules/auth/permissions.ts). */
interface Permission {
  readonly about: string;
  readonly roles: readonly string[];
}

/** As much of an operation as is needed here. */
interface Operation {
  readonly 'x-policy'?: { readonly kind: string; readonly permission?: string };
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const require = createRequire(import.meta.url);

/** docs/reference/permissions.md: the backend's table beside the routes that each permission opens. */
export function permissionsManual(openapi: {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}): string {
  const auth = join(ROOT, 'dist/backend/backend/src/modules/auth');
  const { PERMISSIONS } = require(join(auth, 'permissions.js')) as {
    PERMISSIONS: Readonly<Record<string, Permission>>;
  };
  const { ROLES } = require(join(auth, 'viewer.js')) as { ROLES: readonly string[] };
  const routes = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(openapi.paths)) {
    for (const method of METHODS) {
      const permission = operations[method]?.['x-policy']?.permission;
      if (permission === undefined) continue;
      routes.set(permission, [
        ...(routes.get(permission) ?? []),
        `\`${method.toUpperCase()} ${path}\``,
      ]);
    }
  }
  return [
    '# Roles and permissions',
    '',
    'Written by `npm run generate` from `backend/src/modules/auth/permissions.ts`, the one table that guards, menus and the',
    'OpenAPI document read. A permission opens routes; whose objects one sees there is decided by object: clients see their own',
    "only, and somebody else's object answers 404 like one that does not exist.",
    '',
    ...table(
      ['permission', 'what it allows', ...ROLES, 'routes'],
      Object.entries(PERMISSIONS).map(([name, { about, roles }]) => [
        `\`${name}\``,
        about,
        ...ROLES.map((role) => (roles.includes(role) ? '✓' : '')),
        (routes.get(name) ?? []).join('<br>'),
      ]),
    ),
    '',
  ].join('\n');
}
