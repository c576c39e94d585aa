import type { table as french } from './table.fr';

/** Words of lists, whatever they list, in English. */
export const table: typeof french = {
  search: 'Search the list {{ list }}',
  sort: 'Sort by',
  views: 'Views',
  noViews: 'No saved view',
  saveView: 'Save this view…',
  viewName: 'Name of the view',
  forgetView: 'Delete the view “{{ name }}”',
  viewForgotten: 'View “{{ name }}” deleted',
  columns: 'Columns',
  selected: 'Selected: {{ count }}',
  select: 'Select {{ name }}',
  selectAll: 'Select the whole page',
  deselect: 'Clear selection',
  saveSelection: 'Export selection (CSV)',
  stale: 'The list is no longer updated: what you see dates from {{ time }}.',
  noMatch: 'No results',
  noMatchHint: 'Nothing matches this search and these filters.',
  showAll: 'Show everything',
  loading: 'Loading…',
  range: '{{ first }}–{{ last }} of {{ total }}',
  pageSize: 'Rows per page',
  perPage: '{{ count }} per page',
  previous: 'Previous page',
  next: 'Next page',
};
