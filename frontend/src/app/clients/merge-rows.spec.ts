import { MISSING } from '../format/numbers';
import { mergeRows } from './merge-rows';

const LEFT = [
  { word: 'clients.email', text: 'a@example.fr' },
  { word: 'clients.phone', text: MISSING },
  { word: 'clients.vehicles', text: '2', sums: true },
] as const;
const RIGHT = [
  { word: 'clients.email', text: 'b@example.fr' },
  { word: 'clients.phone', text: '06 12 34 56 78' },
  { word: 'clients.vehicles', text: '1', sums: true },
] as const;

describe('two clients side by side', () => {
  it.each([
    ['left', true, [true, false], [false, true], [true, true]],
    ['right', false, [false, true], [false, true], [true, true]],
  ] as const)(
    'keep the %s one’s values, fill its gaps, and sum what belongs to them',
    (_, leftStays, ...kept) => {
      const rows = mergeRows(LEFT, RIGHT, leftStays);
      expect(rows.map(({ keepsLeft, keepsRight }) => [keepsLeft, keepsRight])).toEqual(kept);
      expect(rows.every(({ differs }) => differs)).toBe(true);
    },
  );

  it('say what only one of them has a line for', () => {
    const [row] = mergeRows([], [{ word: 'clients.siren', text: '732829320' }], true);
    expect(row).toEqual({
      word: 'clients.siren',
      left: MISSING,
      right: '732829320',
      differs: true,
      keepsLeft: false,
      keepsRight: true,
    });
  });
});
