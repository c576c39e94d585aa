import SwaggerParser from '@apidevtools/swagger-parser';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './processes.mts';

interface Operation {
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, unknown>> }>
  >;
  readonly summary?: string;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

/** What is wrong with openapi.json: against the standard, and against our own habit of naming every error answer. */
export async function openApiFaults(): Promise<string[]> {
  const path = join(ROOT, 'openapi.json');
  const document = JSON.parse(readFileSync(path, 'utf8')) as Document;
  const faults: string[] = [];
  if (!/^3\.[01]\./.test(document.openapi))
    faults.push(`it is OpenAPI ${document.openapi}, not 3.0 or 3.1`);
  try {
    await SwaggerParser.validate(structuredClone(document) as never);
  } catch (error) {
    faults.push(error instanceof Error ? error.message : String(error));
  }
  for (const [route, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (!METHODS.includes(method)) continue;
      faults.push(
        ...operationFaults(operation).map((fault) => `${method.toUpperCase()} ${route}: ${fault}`),
      );
    }
  }
  return faults;
}

function operationFaults(operation: Operation): string[] {
  const faults: string[] = [];
  if ((operation.summary ?? '') === '') faults.push('has no summary');
  const answers = Object.entries(operation.responses ?? {});
  if (!answers.some(([status]) => /^[23]/.test(status))) faults.push('names no answer of success');
  const problems = answers.filter(([status]) => /^[45]|default/.test(status));
  if (problems.length === 0) faults.push('names no problem');
  for (const [status, { content }] of problems) {
    if (content?.['application/problem+json'] === undefined) {
      faults.push(`its answer ${status} is not application/problem+json`);
    }
  }
  return faults;
}
