import type { Fault } from '../../errors/domain-error.js';
import type { ImportColumn, ReadHeader } from './import-columns.js';

/** Something wrong with a line of a file, or with the file. */
export interface ImportFault {
  /** Line as a text editor counts; missing where the whole file is meant. */
  readonly line?: number;
  /** Which field of the record it is about; missing where it is about the line. */
  readonly field?: string;
  /** What the file calls the column. */
  readonly column?: string;
  /** What stands there, shortened. */
  readonly value?: string;
  readonly code: string;
  readonly detail: string;
}

/** A line and what stands in it. */
export interface FaultyLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** So much of a cell is repeated: enough to find it. */
const LONGEST_VALUE = 80;

/** Where people look for what a record says under another name, or not at all. */
const FIELD_OF: Readonly<Record<string, string>> = {
  clientId: 'client',
  vehicleId: 'plate',
  confirmedDistinct: 'lastName',
};

/** What is wrong with a record as faults of its line: one a column. */
export function faultsOfLine(
  faults: readonly Fault[],
  { line, cells }: FaultyLine,
  header: ReadHeader,
  names: readonly string[],
): ImportFault[] {
  const found = new Map<string, ImportFault>();
  for (const { pointer, code, detail } of faults.toSorted(byTelling)) {
    const field = fieldOf(pointer, header);
    if (found.has(field)) continue;
    const index = header.columns.findIndex((column) => column?.field === field);
    const value = cells[index] ?? '';
    found.set(field, {
      line,
      field,
      ...(index >= 0 && { column: names[index] ?? '' }),
      ...(value !== '' && { value: shortened(value) }),
      // What is wrong with a cell that is empty is that it is.
      ...(value === '' && !code.includes('.')
        ? { code: 'required', detail: 'Must be filled in.' }
        : { code, detail }),
    });
  }
  const placeOf = ({ column }: ImportFault): number =>
    column === undefined ? names.length : names.indexOf(column);
  return [...found.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

/** What is wrong with the names of the columns. */
export function faultsOfHeader(header: ReadHeader, names: readonly string[]): ImportFault[] {
  const missing = header.missing.map(({ field, fr, en }: ImportColumn) => ({
    field,
    code: 'IMPORT.COLUMN_MISSING',
    detail: `The file has no column “${en[0]}” (“${fr[0]}”).`,
  }));
  const repeated = header.repeated.map((column) => ({
    column,
    code: 'IMPORT.COLUMN_REPEATED',
    detail: 'Another column means the same.',
  }));
  const understood = header.columns.some((column) => column !== undefined);
  if (!understood) {
    const column = shortened(names.join(' | '));
    return [{ column, code: 'IMPORT.NO_HEADER', detail: 'The first line names no known column.' }];
  }
  return [...missing, ...repeated];
}

/** That something is no number says more than that it is not below the largest one. */
function byTelling({ code: one }: Fault, { code: other }: Fault): number {
  return Number(other.startsWith('is')) - Number(one.startsWith('is'));
}

/** The beginning of a text, as much as people need to find it. */
export function shortened(text: string): string {
  return text.length <= LONGEST_VALUE ? text : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

function fieldOf(pointer: string, header: ReadHeader): string {
  // All items of a list stand in one cell.
  const told = pointer.slice(1).replace(/\/\d+$/, '');
  if (header.columns.some((column) => column?.field === told)) return told;
  return FIELD_OF[told] ?? told;
}
