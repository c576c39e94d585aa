import { fileSize } from './file-size';

it.each([
  [1, '1\u202fko', '1\u202fkB'],
  [182_044, '178\u202fko', '178\u202fkB'],
  [10_485_760, '10,0\u202fMo', '10.0\u202fMB'],
])('%d bytes', (bytes, french, english) => {
  expect(fileSize(bytes, 'fr')).toBe(french);
  expect(fileSize(bytes, 'en')).toBe(english);
});
