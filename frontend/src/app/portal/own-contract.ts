import type { ContractDto } from '../api/models/contract-dto';

/** The next day that matters of a contract that runs. */
export interface NextDay {
  /** `renewal`: it is to be renewed on its last day; `end`: it ends there; `anniversary`: it goes on by itself. */
  readonly about: 'renewal' | 'end' | 'anniversary';
  /** `2026-12-01`. */
  readonly on: string;
}

/** States in which a contract is over. */
const OVER: readonly ContractDto['status'][] = ['terminated', 'expired', 'renewed'];

/** Whether a contract belongs to the past. */
export function isOver({ status }: ContractDto): boolean {
  return OVER.includes(status);
}

/** What comes next in a contract, seen from a day; `null`: it is over, or it is a quote. */
export function nextDay(contract: ContractDto, today: string): NextDay | null {
  const { endsOn, startsOn, status, scheduled } = contract;
  if (status === 'quote' || isOver(contract)) return null;
  if (scheduled?.status === 'terminated') return { about: 'end', on: scheduled.on };
  if (endsOn !== undefined) return { about: 'renewal', on: endsOn };
  return { about: 'anniversary', on: anniversary(startsOn, today) };
}

/** The next time that a day of the calendar returns after `today`; 29 February returns on the 28th where there is none. */
function anniversary(day: string, today: string): string {
  const first = Number(day.slice(0, 4)) + 1;
  for (let year = Math.max(first, Number(today.slice(0, 4))); ; year++) {
    const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
    const rest = day.endsWith('-02-29') && !leap ? '-02-28' : day.slice(4);
    const on = `${year}${rest}`;
    if (on > today) return on;
  }
}

/** How far a coefficient is from the reference price, in whole hundredths; negative: below it. */
export function bonusPercent(coefficient: number): number {
  return Math.round(coefficient * 100) - 100;
}
