/**
 * The bonus-malus of the year that follows, and the premium under it, as the server will work them out: a twin of its
 * functions, so that the desk can tell them before anything is renewed. Annex to article A121-1 of the Code des
 * assurances, articles 4 and 5.
 */
const [LOWEST, HIGHEST] = [50n, 350n];

/** After a year without at-fault claim 5 % less, else 25 % more for each, cut to two decimals after each step. */
export function nextBonusMalus(coefficient: number, atFaultClaims: number): number {
  // In whole hundredths: 0.57 × 100 is no whole number in binary.
  let hundredths = BigInt(Math.round(coefficient * 100));
  if (atFaultClaims === 0) hundredths = (hundredths * 95n) / 100n;
  for (let claim = 1; claim <= atFaultClaims; claim += 1) {
    hundredths = (hundredths * 125n) / 100n;
  }
  const bounded = hundredths < LOWEST ? LOWEST : hundredths > HIGHEST ? HIGHEST : hundredths;
  return Number(bounded) / 100;
}

/** The premium of reference times the coefficient, in whole cents, halves up. */
export function premiumUnder(premiumCents: number, before: number, after: number): number {
  const [from, to] = [BigInt(Math.round(before * 100)), BigInt(Math.round(after * 100))];
  const doubled = (2n * BigInt(premiumCents) * to) / from;
  return Math.max(1, Number((doubled + 1n) / 2n));
}
