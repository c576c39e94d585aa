import { type CsvFault, type CsvTable, readCsv } from './read-csv.js';
import { type CsvCell, writeCsv } from './write-csv.js';

const read = (text: string | Buffer, mostRows = 100): Promise<CsvTable | CsvFault> =>
  readCsv(typeof text === 'string' ? Buffer.from(text) : text, mostRows);

async function written(rows: readonly (readonly CsvCell[])[]): Promise<string> {
  async function* coming(): AsyncGenerator<readonly CsvCell[]> {
    yield* rows;
    await Promise.resolve();
  }
  let text = '';
  for await (const piece of writeCsv(['nom', 'valeur'], coming())) text += piece;
  return text;
}

describe('readCsv', () => {
  it.each([
    ['semicolons', 'a;b\n1;2\n'],
    ['commas', 'a,b\r\n1,2\r\n'],
    ['tabs', 'a\tb\n1\t2'],
    ['a byte order mark', '\uFEFFa;b\n1;2'],
    ['blanks around and empty rows', ' a ; b \n\n ; \n 1 ;2 \n\n'],
    ['quotes', '"a";"b"\n"1";"2"'],
    ['a delimiter within a quoted name', '"a";b\n1;2'],
  ])('understands %s', async (_, text) => {
    expect(await read(text)).toMatchObject({ header: ['a', 'b'], rows: [{ cells: ['1', '2'] }] });
  });

  it('understands UTF-8 and Windows-1252', async () => {
    const table = { header: ['prénom'], rows: [{ line: 2, cells: ['Zoë Œuvrard'] }] };
    expect(await read('prénom\nZoë Œuvrard\n')).toEqual(table);
    const latin = Buffer.from('prénom\nZoë \u008cuvrard\n', 'latin1');
    expect(await read(latin)).toEqual(table);
  });

  it('counts lines as an editor does, across line breaks within cells', async () => {
    const table = (await read('a;b\n1;"x\ny"\n\n2;z\n3')) as CsvTable;
    expect(table.rows).toEqual([
      { line: 2, cells: ['1', 'x\ny'] },
      { line: 5, cells: ['2', 'z'] },
      { line: 6, cells: ['3'] },
    ]);
  });

  it.each<[string, string | Buffer, CsvFault]>([
    ['nothing', '', { code: 'CSV.EMPTY' }],
    ['blank lines', '\n ; \n', { code: 'CSV.EMPTY' }],
    ['a spreadsheet itself', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), { code: 'CSV.NOT_TEXT' }],
    ['a quote that is not closed', 'a;b\n1;"2\n3;4\n', { code: 'CSV.QUOTE', line: 2 }],
    ['a quote within a cell', 'a;b\n1;2\n3;x"y"\n', { code: 'CSV.QUOTE', line: 3 }],
    ['a line without end', `a;b\n${'x'.repeat(30_000)}`, { code: 'CSV.LONG_LINE', line: 2 }],
  ])('refuses %s', async (_, text, fault) => {
    expect(await read(text)).toEqual(fault);
  });

  it('takes as many rows as it may, and no more', async () => {
    expect(await read('a\n1\n2\n', 2)).toMatchObject({ rows: [{ line: 2 }, { line: 3 }] });
    expect(await read('a\n1\n2\n3\n', 2)).toEqual({ code: 'CSV.TOO_MANY_LINES', line: 4 });
  });
});

describe('writeCsv', () => {
  it('writes what Excel opens', async () => {
    expect(await written([['Œuvrard', 1.5]])).toBe('\uFEFFnom;valeur\r\nŒuvrard;1.5\r\n');
  });

  it('comes back as it was', async () => {
    const cells = ['a;b', 'say "no"', 'two\nlines', '', '=1+1', '+33 6 12', '-5', '@x', "'quoted"];
    const table = (await read(await written(cells.map((cell) => [cell, 'x'])))) as CsvTable;
    expect(table.rows.map((row) => row.cells[0])).toEqual(cells);
  });

  it('lets no spreadsheet compute', async () => {
    const text = await written([['=HYPERLINK("http://evil")', '+1']]);
    expect(text).toContain(`"'=HYPERLINK(""http://evil"")";'+1`);
  });

  it('leaves missing cells empty', async () => {
    expect(await written([[undefined, 0]])).toContain('\r\n;0\r\n');
  });
});
