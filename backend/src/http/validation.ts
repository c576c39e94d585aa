import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { DomainError, fault, type Fault } from '../errors/domain-error.js';
import { itemsAtFault } from './item-rule.js';

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
    // The value tells which items of a list are at fault; it goes no further.
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => new InvalidRequest(faultsOf(errors)),
  });
}

/** Nested errors as a flat list of faults with JSON pointers (RFC 6901). */
export function faultsOf(errors: readonly ValidationError[], parent = ''): Fault[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = Object.entries(error.constraints ?? {}).flatMap(([name, rule]) => {
      const code = name === 'whitelistValidation' ? 'unknownField' : name;
      const detail = `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
      const items = itemsAtFault(error, name);
      return items === undefined
        ? [fault(pointer, code, detail)]
        : items.map((index) => fault(`${pointer}/${index}`, code, detail));
    });
    return [...own, ...faultsOf(error.children ?? [], pointer)];
  });
}
