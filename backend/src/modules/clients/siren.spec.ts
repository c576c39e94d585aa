import { isSiren, normalisedSiren } from './siren.js';

describe('a SIREN', () => {
  // INSEE's own example, Renault, Peugeot, La Poste, EDF.
  it.each(['732829320', '441639465', '552100554', '356000000', '552081317'])(
    '%s is one',
    (siren) => {
      expect(isSiren(siren)).toBe(true);
    },
  );

  it.each(['732829321', '732829302', '73282932', '7328293200', '000000000', '73282932A', ''])(
    '%j is none',
    (siren) => {
      expect(isSiren(siren)).toBe(false);
    },
  );

  it('has its last digit for a check: each other one is refused', () => {
    const good = Array.from({ length: 10 }, (_, digit) => `73282932${digit}`).filter(isSiren);
    expect(good).toEqual(['732829320']);
  });

  it('may be typed in groups', () => {
    expect(normalisedSiren(' 732 829\u00a0320 ')).toBe('732829320');
    expect(normalisedSiren('732.829.320')).toBe('732829320');
  });
});
