import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';

/** A line of the file, from 1 as a text editor counts, and its cells. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file that can be read. */
export interface CsvTable {
  /** The first row: what the columns are called. */
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** Why a file cannot be read as a whole. */
export interface CsvFault {
  readonly code:
    'CSV.EMPTY' | 'CSV.NOT_TEXT' | 'CSV.QUOTE' | 'CSV.TOO_MANY_LINES' | 'CSV.LONG_LINE';
  /** Where, as far as that is known. */
  readonly line?: number;
}

/** Longest row, characters: a person's, a car's and a contract's data are a few hundred. */
const LONGEST_ROW = 20_000;
const DELIMITERS = [';', ',', '\t'] as const;

/**
 * Reads a table as spreadsheets write it: separated by semicolons, commas or tabs, with or without a byte order mark, in
 * UTF-8 or, as Excel does in France, in Windows-1252. Blanks around cells and empty rows do not count. The work is done
 * piece by piece, so that other requests are answered meanwhile.
 *
 * @param mostRows rows after the header
 */
export async function readCsv(bytes: Uint8Array, mostRows: number): Promise<CsvTable | CsvFault> {
  const text = textOf(bytes);
  if (text === undefined) return { code: 'CSV.NOT_TEXT' };
  const rows: CsvRow[] = [];
  let read = 0;
  const parser = Readable.from(pieces(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      info: true,
      max_record_size: LONGEST_ROW,
      on_record: (row, { lines }) => {
        read = lines;
        return row;
      },
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }),
  );
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRow>) {
      const line = info.lines - breaksIn(record);
      if (rows.length > mostRows) return { code: 'CSV.TOO_MANY_LINES', line };
      rows.push({ line, cells: record.map(withoutGuard) });
    }
  } catch (error) {
    return faultOf(error, read);
  } finally {
    parser.destroy();
  }
  const [header, ...others] = rows;
  return header ? { header: header.cells, rows: others } : { code: 'CSV.EMPTY' };
}

interface ParsedRow {
  readonly record: readonly string[];
  /** `lines`: the row's last line. */
  readonly info: { readonly lines: number };
}

function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The sign that the header has most of; a semicolon when it has one column. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const outside = header.replaceAll(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((sign) => outside.split(sign).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ';';
}

function* pieces(text: string): Generator<string> {
  const size = 65_536;
  for (let begin = 0; begin < text.length; begin += size) yield text.slice(begin, begin + size);
}

/** Line breaks within quoted cells. */
function breaksIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);
}

/** Takes away the apostrophe that `writeCsv` puts before what a spreadsheet would take for a formula. */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}

/** @param read lines that were understood: a quote that is never closed was opened on the next */
function faultOf(error: unknown, read: number): CsvFault {
  if (!(error instanceof CsvError)) throw error;
  const { code, lines } = error as CsvError & { readonly lines?: number };
  if (code === 'CSV_MAX_RECORD_SIZE') return { code: 'CSV.LONG_LINE', line: read + 1 };
  const line = code === 'CSV_QUOTE_NOT_CLOSED' ? read + 1 : lines;
  return { code: 'CSV.QUOTE', ...(line !== undefined && { line }) };
}
