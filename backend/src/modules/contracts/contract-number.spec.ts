import { contractNumber } from './contract-number.js';

describe('contractNumber', () => {
  it('has six digits, and more when they are needed', () => {
    expect(contractNumber(2026, 123)).toBe('NC-2026-000123');
    expect(contractNumber(2031, 1_234_567)).toBe('NC-2031-1234567');
  });
});
