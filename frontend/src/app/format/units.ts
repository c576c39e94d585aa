/** The systems of units in which figures are shown; everything is kept in metric ones. */
export const unitSystems = ['metric', 'imperial'] as const;
export type UnitSystem = (typeof unitSystems)[number];

/** Whether a string names one of the systems. */
export function isUnitSystem(value: unknown): value is UnitSystem {
  return unitSystems.some((system) => system === value);
}

interface Counterpart {
  readonly unit: string;
  /** How many of it are one of ours. */
  readonly factor: number;
}

/** What is read otherwise in imperial units: ways and speeds. Temperatures and litres stay, as on British roads. */
const IMPERIAL: Readonly<Record<string, Counterpart>> = {
  'km/h': { unit: 'mph', factor: 1 / 1.609344 },
  km: { unit: 'mi', factor: 1 / 1.609344 },
  m: { unit: 'ft', factor: 1 / 0.3048 },
};

/** The unit in which values of `unit` are shown, and by what they are multiplied. */
export function shownUnit(unit: string, system: UnitSystem): Counterpart {
  const counterpart = system === 'imperial' ? IMPERIAL[unit] : undefined;
  return counterpart ?? { unit, factor: 1 };
}
