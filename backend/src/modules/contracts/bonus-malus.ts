/** Lowest and highest coefficient: annex to article A121-1 of the Code des assurances, articles 4 and 5. */
export const LOWEST_BONUS_MALUS = 0.5;
export const HIGHEST_BONUS_MALUS = 3.5;

/** Most at-fault claims of a year that a person may state. */
export const MOST_CLAIMS = 20;

const REDUCTION_PERCENT = 95n;
const INCREASE_PERCENT = 125n;

/**
 * The coefficient of the year that follows (coefficient de réduction-majoration): after a year without at-fault
 * claim 5 % less, otherwise 25 % more for each. Annex to article A121-1 of the Code des assurances, articles 4
 * and 5; French practice cuts the result to two decimals after each step, never rounding up ("arrêté et arrondi
 * par défaut à la deuxième décimale").
 *
 * @param coefficient of the year that ends, two decimals
 */
export function nextBonusMalus(coefficient: number, atFaultClaims: number): number {
  // In whole hundredths: 0.57 × 100 is no whole number in binary.
  let hundredths = BigInt(Math.round(coefficient * 100));
  if (atFaultClaims === 0) hundredths = (hundredths * REDUCTION_PERCENT) / 100n;
  for (let claim = 1; claim <= atFaultClaims; claim += 1) {
    hundredths = (hundredths * INCREASE_PERCENT) / 100n;
  }
  const next = Number(hundredths) / 100;
  return Math.min(HIGHEST_BONUS_MALUS, Math.max(LOWEST_BONUS_MALUS, next));
}

/** The premium under another coefficient: it is the premium of reference times the coefficient, in whole cents, halves up. */
export function premiumUnder(premiumCents: number, before: number, after: number): number {
  const [from, to] = [BigInt(Math.round(before * 100)), BigInt(Math.round(after * 100))];
  const doubled = (2n * BigInt(premiumCents) * to) / from;
  return Math.max(1, Number((doubled + 1n) / 2n));
}
