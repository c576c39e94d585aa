import { STATUS_CODES } from 'node:http';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from '../http/problem.dto.js';
import type { Policy } from '../modules/auth/auth.public.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = { description: string; content?: Record<string, unknown> };

/** The codes with which an operation may refuse, by status. */
type Refusals = Map<number, string[]>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const CHANGING = new Set<string>(['post', 'put', 'patch', 'delete']);

/** Adds to every operation how to be allowed, and the problems that its policy and its inputs imply. */
export function completeOperations(document: OpenAPIObject): void {
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (!operation) continue;
      const policy = (operation as { 'x-policy'?: Policy })['x-policy'];
      if (policy) operation.security = securityOf(policy);
      addProblems(operation, refusalsOf(method, operation, policy));
    }
  }
}

function securityOf(policy: Policy): Record<string, string[]>[] {
  switch (policy.kind) {
    case 'public':
      return [];
    case 'permission':
      return [{ session: [] }];
    case 'device':
      return [{ device: [] }];
    case 'local-or-token':
      return [{}, { metrics: [] }];
    default:
      return policy satisfies never;
  }
}

function refusalsOf(method: string, operation: Operation, policy: Policy | undefined): Refusals {
  const refusals: Refusals = new Map();
  const add = (status: number, code: string): void => {
    refusals.set(status, [...(refusals.get(status) ?? []), code]);
  };
  if ((operation.parameters ?? []).length > 0 || operation.requestBody) add(400, 'REQUEST.INVALID');
  if (operation.requestBody) {
    add(400, 'REQUEST.MALFORMED');
    add(413, 'REQUEST.TOO_LARGE');
    add(415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE');
  }
  if (policy?.kind === 'permission' || policy?.kind === 'local-or-token')
    add(401, 'AUTH.NOT_AUTHENTICATED');
  if (policy?.kind === 'permission') add(403, 'AUTH.FORBIDDEN');
  if (CHANGING.has(method) && policy?.kind !== 'device') add(403, 'AUTH.CROSS_SITE');
  if (policy?.kind === 'device') {
    for (const code of [
      'TOKEN_MISSING',
      'TOKEN_INVALID',
      'TOKEN_EXPIRED',
      'CLOCK_WRONG',
      'REVOKED',
    ]) {
      add(401, `DEVICE.${code}`);
    }
    add(403, 'DEVICE.WRONG_VEHICLE');
  }
  add(500, 'SERVER.ERROR');
  add(503, 'SERVICE.UNAVAILABLE');
  return refusals;
}

/** Merges with what the operation documents itself: a status stands once, with all its codes. */
function addProblems(operation: Operation, refusals: Refusals): void {
  const responses = operation.responses as Record<string, Response>;
  for (const [status, response] of Object.entries(responses)) {
    response.description ||= STATUS_CODES[status] ?? 'Answer';
  }
  for (const [status, codes] of refusals) {
    const own = responses[status];
    const named = own?.description.match(/`[^`]+`/g)?.map((code) => code.slice(1, -1)) ?? [];
    const all = [...new Set([...named, ...codes])].map((code) => `\`${code}\``);
    responses[status] = {
      description: `${STATUS_CODES[status]}: ${all.join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
    };
  }
}
