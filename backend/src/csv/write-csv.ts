import { stringify } from 'csv-stringify/sync';

/** What a cell may hold. Missing is an empty cell. */
export type CsvCell = string | number | undefined;

/** UTF-8 with a byte order mark and semicolons: what Excel opens rightly with a double click in France. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A table as CSV, piece by piece as its rows come: nothing is held. A cell that a spreadsheet would take for a formula gets
 * an apostrophe in front (CWE-1236), which `readCsv` takes away again.
 */
export async function* writeCsv(
  header: readonly string[],
  rows: AsyncIterable<readonly CsvCell[]>,
): AsyncGenerator<string> {
  yield csvHeader(header);
  for await (const row of rows) yield line(row);
}

/** A table without rows. */
export function csvHeader(header: readonly string[]): string {
  return BYTE_ORDER_MARK + line(header);
}

function line(cells: readonly CsvCell[]): string {
  return stringify([[...cells]], {
    delimiter: ';',
    escape_formulas: true,
    record_delimiter: 'windows',
  });
}
