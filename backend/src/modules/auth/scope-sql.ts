import { scopeOf, type Viewer } from './viewer.js';

/**
 * The value of the parameter that the conditions below name: ids, or `null` for whoever may see all. One parameter
 * whoever looks, so that a statement's other parameters keep their numbers.
 */
export function scopeIds(viewer: Viewer): readonly string[] | null {
  const scope = scopeOf(viewer);
  if (scope === undefined) return null;
  return 'clientId' in scope ? [scope.clientId] : scope.responsibleIds;
}

/**
 * SQL that is true for rows of `clients` that the viewer may see.
 *
 * @param alias of the table. @param parameter that holds `scopeIds`: `$1`, `:scope`
 */
export function isVisibleClient(viewer: Viewer, alias: string, parameter: string): string {
  const scope = scopeOf(viewer);
  if (scope === undefined) return `${parameter}::uuid[] IS NULL`;
  return 'clientId' in scope
    ? `${alias}.id = (${parameter}::uuid[])[1]`
    : `${alias}.responsible_id = ANY (${parameter}::uuid[])`;
}

/**
 * SQL that is true for rows that belong to a client whom the viewer may see.
 *
 * @param column that holds the client's id. @param parameter that holds `scopeIds`: `$1`, `:scope`
 */
export function isOfVisibleClient(viewer: Viewer, column: string, parameter: string): string {
  const scope = scopeOf(viewer);
  if (scope === undefined) return `${parameter}::uuid[] IS NULL`;
  return 'clientId' in scope
    ? `${column} = (${parameter}::uuid[])[1]`
    : `${column} IN (SELECT id FROM clients WHERE responsible_id = ANY (${parameter}::uuid[]))`;
}
