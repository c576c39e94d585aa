import { ValidateBy, type ValidationError } from 'class-validator';

/** A rule that each item of a list keeps. */
export interface ItemRule {
  readonly name: string;
  /** What it says of an item that breaks it: `must be …`. */
  readonly says: string;
  readonly accepts: (item: unknown) => boolean;
  /** Longer lists are another rule's affair: none of their items is looked at. */
  readonly most: number;
}

const CONTEXT = 'itemsAtFault';

/** Checks each item of a list; a fault points at its item (`/otherPhones/1`), where `each: true` blames the whole list. */
export function EachItem({ name, says, accepts, most }: ItemRule): PropertyDecorator {
  const itemsAtFault = (value: unknown): number[] =>
    !Array.isArray(value) || value.length > most
      ? []
      : value.flatMap((item: unknown, index) => (accepts(item) ? [] : [index]));
  return ValidateBy(
    {
      name,
      validator: {
        validate: (value) => itemsAtFault(value).length === 0,
        defaultMessage: () => says,
      },
    },
    { context: { [CONTEXT]: itemsAtFault } },
  );
}

/** Where in the list the items are that break a rule of `EachItem`; `undefined`: the rule is about the value as a whole. */
export function itemsAtFault(error: ValidationError, rule: string): number[] | undefined {
  const context = error.contexts?.[rule] as Readonly<Record<string, unknown>> | undefined;
  const find = context?.[CONTEXT] as ((value: unknown) => number[]) | undefined;
  return find?.(error.value);
}
