import { isISO8601, ValidateBy } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A day of the calendar, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) =>
        typeof value === 'string' && DAY.test(value) && isISO8601(value, { strict: true }),
      defaultMessage: (rule) => `${rule?.property} must be a day, YYYY-MM-DD`,
    },
  });
}

/** The day that an instant (ms since the epoch) belongs to, in UTC. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
