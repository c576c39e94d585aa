import { inject, Service } from '@angular/core';
import { LanguageStore } from '../i18n/language-store';
import { formatEuros } from './money';
import { formatNumber, formatQuantity } from './numbers';
import { formatAge, formatTime, type TimeStyle } from './times';

/**
 * Numbers, quantities and times in the language that is shown. Every method reads the language's signal:
 * templates and computed values follow when it changes.
 */
@Service()
export class Format {
  private readonly language = inject(LanguageStore).language;

  /** See `formatNumber`. */
  number(value: number, digits = 0): string {
    return formatNumber(value, this.language(), digits);
  }

  /** See `formatQuantity`. */
  quantity(value: number | null | undefined, unit: string, digits = 0): string {
    return formatQuantity(value, unit, this.language(), digits);
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
    return formatTime(typeof time === 'number' ? time : Date.parse(time), style, this.language());
  }

  /** See `formatAge`; `time` in ms since the epoch or ISO 8601. */
  age(time: number | string, nowMs: number): string {
    return formatAge(typeof time === 'number' ? time : Date.parse(time), nowMs, this.language());
  }
}
