import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import { IsString, Length, ValidateBy } from 'class-validator';

/** Applies `change` to texts; anything else is left for the rules to refuse. */
export function Typed(change: (text: string) => string): PropertyDecorator {
  return Transform(({ value }: TransformFnParams): unknown =>
    typeof value === 'string' ? change(value) : value,
  );
}

/** Applies `change` to the texts in a list of at most `most`; anything else is left for the rules to refuse. */
export function TypedItems(change: (text: string) => string, most: number): PropertyDecorator {
  return Transform(({ value }: TransformFnParams): unknown =>
    Array.isArray(value) && value.length <= most
      ? value.map((item: unknown) => (typeof item === 'string' ? change(item) : item))
      : value,
  );
}

/** Blanks around a text are nobody's intention. */
export const Trimmed = (): PropertyDecorator => Typed((text) => text.trim());

/** No control characters, which no database column shows and some (U+0000) do not take. @param but those that are allowed */
export function WithoutControls(but = ''): PropertyDecorator {
  return ValidateBy({
    name: 'withoutControls',
    validator: {
      validate: (value) => typeof value !== 'string' || !hasControls(value, but),
      defaultMessage: (rule) => `${rule?.property} must not contain control characters`,
    },
  });
}

function hasControls(text: string, but: string): boolean {
  return (text.match(/\p{Cc}/gu) ?? []).some((character) => !but.includes(character));
}

/** A text on one line, of `min` to `max` characters after trimming. */
export function OneLine(min: number, max: number): PropertyDecorator {
  return applyDecorators(Trimmed(), IsString(), Length(min, max), WithoutControls());
}
