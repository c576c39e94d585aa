import type { due as french } from './due.fr';

/** Words of what is due, in English. */
export const due: typeof french = {
  title: 'Due soon',
  loading: 'Loading what is due',
  renewals: 'Renewals',
  ends: 'Contracts that end',
  overdue: 'Late inspections',
  soon: 'Inspections to come',
  nothing: 'Nothing is due',
  nothingHint: 'Contracts to renew and inspections will appear here sixty days ahead.',
  today: 'Today',
  in: 'In {{ days }}\u202fd',
  late: '{{ days }}\u202fd late',
  waiting: '{{ count }} to see to',
};
