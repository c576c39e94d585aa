import { cellsOf, columnsOf, READING_COLUMNS } from './own-data-table.js';

describe('what is held, as a table', () => {
  it('has a column for whatever any row has', () => {
    const rows = [
      { id: 1, plate: 'A' },
      { id: 2, colour: 'red' },
    ];
    expect(columnsOf(rows)).toEqual(['id', 'plate', 'colour']);
    expect(columnsOf([])).toEqual([]);
  });

  it.each<[string, unknown, unknown]>([
    ['a text', 'Zoë', 'Zoë'],
    ['a number', 0, 0],
    ['what is missing', undefined, undefined],
    ['nothing', null, undefined],
    ['a truth', false, 'false'],
    ['a list', ['glass', 'theft-fire'], 'glass, theft-fire'],
    ['something with fields', { city: 'Nancy' }, '{"city":"Nancy"}'],
  ])('writes %s as one cell', (_, value, cell) => {
    expect(cellsOf({ it: value }, ['it'])).toEqual([cell]);
  });

  it('says first whose a reading is and when it was', () => {
    expect(READING_COLUMNS.slice(0, 2)).toEqual(['vehicleId', 'time']);
  });
});
