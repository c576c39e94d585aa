import type { Language } from '../i18n/language';
import { localeOf, NARROW_NO_BREAK_SPACE } from './numbers';

/** Styles of a point in time: the day, the hour and minute, to the second, or all of it. */
export type TimeStyle = 'date' | 'time' | 'seconds' | 'full';

const options: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  date: { day: '2-digit', month: '2-digit', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit' },
  seconds: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  full: {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  },
};

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A point in time (ms since the epoch) in a time zone, the browser's where none is given: `23/11/2026`, `14:05`,
 * `14:05:09` or all of it.
 */
export function formatTime(
  timeMs: number,
  style: TimeStyle,
  language: Language,
  timeZone?: string,
): string {
  const key = `${language}:${style}:${timeZone ?? ''}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(localeOf(language), {
      ...options[style],
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    formats.set(key, format);
  }
  return format.format(timeMs).replace(', ', ' ');
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds up to 90 s, minutes up to 90 min, hours up to 48 h: a step is never coarser than half of what it tells. */
function stepOf(ageMs: number): {
  readonly unit: Intl.RelativeTimeFormatUnit;
  readonly ms: number;
} {
  if (ageMs < 90 * SECOND) return { unit: 'second', ms: SECOND };
  if (ageMs < 90 * MINUTE) return { unit: 'minute', ms: MINUTE };
  if (ageMs < 48 * HOUR) return { unit: 'hour', ms: HOUR };
  return { unit: 'day', ms: DAY };
}

const relativeFormats = new Map<Language, Intl.RelativeTimeFormat>();

/**
 * How long ago, for people: `il y a 12 s`, `12 sec ago`. A moment ahead of `nowMs` (clocks differ by a
 * second or two) counts as now.
 */
export function formatAge(timeMs: number, nowMs: number, language: Language): string {
  const ageMs = Math.max(0, nowMs - timeMs);
  const step = stepOf(ageMs);
  const amount = Math.floor(ageMs / step.ms);
  let format = relativeFormats.get(language);
  if (format === undefined) {
    format = new Intl.RelativeTimeFormat(localeOf(language), { style: 'short', numeric: 'always' });
    relativeFormats.set(language, format);
  }
  return (
    format
      // 0 is "in 0 s" to Intl, unless it is negative zero.
      .format(amount === 0 ? -0 : -amount, step.unit)
      .replace(/(\d)\s?(\p{L}+)\.?/u, `$1${NARROW_NO_BREAK_SPACE}$2`)
  );
}
