import { daysBetween } from '../format/days';

/** An inspection within so many days is due soon: the server lists them so too. */
const SOON_DAYS = 60;

/** How a vehicle stands with its technical inspection. */
export interface InspectionState {
  readonly urgency: 'overdue' | 'soon' | 'fine';
  /** Days until it is due, or since it was. */
  readonly days: number;
}

/** @param dueOn the last day for it. @param today at the reader's place */
export function inspectionState(dueOn: string, today: string): InspectionState {
  const days = daysBetween(today, dueOn);
  if (days < 0) return { urgency: 'overdue', days: -days };
  return { urgency: days <= SOON_DAYS ? 'soon' : 'fine', days };
}
