import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, type Fault } from '../errors/domain-error.js';

/** The input breaks rules of its DTO; each fault says where and which. */
export class InvalidRequest extends DomainError {
  constructor(faults: readonly Fault[]) {
    super('invalid', 'REQUEST.INVALID', 'The request is not valid.', { faults });
  }
}

/** Checks every body, query and parameter against its DTO; unknown fields are faults. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => new InvalidRequest(faultsOf(errors)),
  });
}

/** Nested errors as a flat list of faults with JSON pointers (RFC 6901). */
export function faultsOf(errors: readonly ValidationError[], parent = ''): Fault[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).map(([code, rule]) => ({
      pointer,
      code: code === 'whitelistValidation' ? 'unknownField' : code,
      detail: `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`,
    }));
    return [...own, ...faultsOf(error.children ?? [], pointer)];
  });
}
