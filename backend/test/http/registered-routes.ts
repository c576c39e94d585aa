import type { TestApp } from './app-harness.js';

/**
 * Every route that the running application has registered, Nest's and Fastify's own alike, as
 * `GET /api/clients/:id`. `HEAD` goes with `GET` and is left out.
 */
export function registeredRoutes(test: TestApp): string[] {
  const tree = test.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const path: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n').filter((one) => one.trim() !== '')) {
    const [, indent, segment, methods] =
      /^([\s│]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (indent === undefined || segment === undefined)
      throw new Error(`Not a line of a route tree: ${line}`);
    path.splice(indent.length / 4, path.length, segment);
    for (const method of methods?.split(', ') ?? []) {
      if (method !== 'HEAD') routes.push(`${method} ${path.join('').replace(/^\*/, '/*')}`);
    }
  }
  return routes.sort();
}
