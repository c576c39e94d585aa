import { type SchemaPath, validate } from '@angular/forms/signals';

/**
 * Rules of forms. They refuse with the codes that the server refuses with, so that a fault has the same words whoever
 * found it. Fields hold texts; one that is empty is judged by `needed` alone.
 */
function rule(path: SchemaPath<string>, code: string, accepts: (text: string) => boolean): void {
  validate(path, ({ value }) => {
    const text = value().trim();
    return text === '' || accepts(text) ? null : { kind: code };
  });
}

/** The field has to be filled in. */
export function needed(path: SchemaPath<string>): void {
  validate(path, ({ value }) => (value().trim() === '' ? { kind: 'isNotEmpty' } : null));
}

/** The field has to be filled in while another one asks for it. */
export function neededWith(
  path: SchemaPath<string>,
  other: SchemaPath<string>,
  asks: (text: string) => boolean,
): void {
  validate(path, ({ value, valueOf }) =>
    value().trim() === '' && asks(valueOf(other)) ? { kind: 'isNotEmpty' } : null,
  );
}

/** At most so many characters. */
export function atMost(path: SchemaPath<string>, length: number): void {
  rule(path, 'maxLength', (text) => text.length <= length);
}

/** An e-mail address, as far as one can tell without sending: the server looks closer. */
export function emailAddress(path: SchemaPath<string>): void {
  rule(path, 'isEmail', (text) => /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/.test(text));
}

/** Texts of a certain shape. */
export function shaped(path: SchemaPath<string>, pattern: RegExp): void {
  rule(path, 'matches', (text) => pattern.test(text));
}

/** A whole number between two others. */
export function wholeNumber(path: SchemaPath<string>, least: number, most: number): void {
  rule(path, 'isInt', (text) => /^-?\d+$/.test(text));
  rule(path, 'min', (text) => !/^-?\d+$/.test(text) || Number(text) >= least);
  rule(path, 'max', (text) => !/^-?\d+$/.test(text) || Number(text) <= most);
}

/** A day that the calendar has, `2026-12-01`. */
export function calendarDay(path: SchemaPath<string>): void {
  rule(path, 'isIso8601', (text) => {
    const time = Date.parse(`${text}T00:00:00Z`);
    return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
  });
}
