import { STATUS_CODES } from 'node:http';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto.js';

/** The codes with which an operation may refuse, by their status. */
export type ProblemCodes = Readonly<Partial<Record<number, readonly string[]>>>;

/** Documents how an operation refuses: for each status the codes that its problem document may carry. */
export function ApiProblems(codes: ProblemCodes): MethodDecorator & ClassDecorator {
  const responses = Object.entries(codes).map(([status, names = []]) =>
    ApiResponse({
      status: Number(status),
      description: `${STATUS_CODES[status] ?? status}: ${names.map((name) => `\`${name}\``).join(', ')}`,
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
    }),
  );
  return applyDecorators(ApiExtraModels(ProblemDto), ...responses);
}
