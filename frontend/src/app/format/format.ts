import { inject, Service } from '@angular/core';
import { LanguageStore } from '../i18n/language-store';
import { formatEuros } from './money';
import { formatNumber, formatQuantity } from './numbers';
import { Reader } from './reader';
import { formatAge, formatTime, type TimeStyle } from './times';
import { shownUnit } from './units';

/**
 * Numbers, quantities and times in the language, the units and the time zone of the reader. Every method reads their
 * signals: templates and computed values follow when one changes.
 */
@Service()
export class Format {
  private readonly language = inject(LanguageStore).language;
  private readonly reader = inject(Reader);

  /** See `formatNumber`. */
  number(value: number, digits = 0): string {
    return formatNumber(value, this.language(), digits);
  }

  /** See `formatQuantity`; `value` is given in metric units. */
  quantity(value: number | null | undefined, unit: string, digits = 0): string {
    const shown = shownUnit(unit, this.reader.units());
    const converted = typeof value === 'number' ? value * shown.factor : value;
    return formatQuantity(converted, shown.unit, this.language(), digits);
  }

  /** A quantity's number and unit, for where they stand apart. */
  parts(
    value: number | null | undefined,
    unit: string,
    digits = 0,
  ): { readonly number: string; readonly unit: string } {
    const shown = shownUnit(unit, this.reader.units());
    const converted = typeof value === 'number' ? value * shown.factor : value;
    return {
      number: formatQuantity(converted, '', this.language(), digits),
      unit: shown.unit,
    };
  }

  /** A value given in the metric `unit`, in the reader's. */
  converted(value: number, unit: string): number {
    return value * shownUnit(unit, this.reader.units()).factor;
  }

  /** See `formatEuros`. */
  euros(cents: number | null | undefined): string {
    return formatEuros(cents, this.language());
  }

  /** A day of the calendar, `2026-12-01`, as people write it; it is the same day wherever one reads it. */
  day(day: string): string {
    return formatTime(Date.parse(`${day}T00:00:00Z`), 'date', this.language(), 'UTC');
  }

  /** See `formatTime`; `time` in ms since the epoch or ISO 8601. */
  time(time: number | string, style: TimeStyle = 'time'): string {
    const timeMs = typeof time === 'number' ? time : Date.parse(time);
    return formatTime(timeMs, style, this.language(), this.reader.timeZone());
  }

  /** See `formatAge`; `time` in ms since the epoch or ISO 8601. */
  age(time: number | string, nowMs: number): string {
    return formatAge(typeof time === 'number' ? time : Date.parse(time), nowMs, this.language());
  }
}
