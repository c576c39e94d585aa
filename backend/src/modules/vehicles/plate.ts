/** Form of a number plate: groups of letters and digits with single hyphens between. */
export const PLATE_PATTERN = /^(?=.{1,16}$)[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u;

/**
 * What a plate is: French of the register since 2009 (SIV), French and given for a time only (WW, and W of garages),
 * French of the register before (FNI), of another country, or kept from before its country was asked for.
 */
export const PLATE_KINDS = ['siv', 'siv-temporary', 'fni', 'foreign', 'unknown'] as const;
export type PlateKind = (typeof PLATE_KINDS)[number];

/** A plate as it is kept. */
export interface Plate {
  readonly plate: string;
  readonly plateCountry: string;
  readonly plateKind: PlateKind;
}

/** Why a text is no French plate. */
export const PLATE_FAULTS = ['FORM', 'LETTERS', 'NUMBER', 'DEPARTMENT'] as const;
export type PlateFault = (typeof PLATE_FAULTS)[number];

/** AB-123-CD, without its hyphens. */
const SIV = /^([A-Z]{2})(\d{3})([A-Z]{2})$/;
/** W-123-AB: plates that a garage puts on cars of its trade. */
const GARAGE = /^(W)(\d{3})([A-Z]{2})$/;
/** 123 ABC 75, without its blanks: up to four digits, up to three letters, the department. */
const FNI = /^(\d{1,4})([A-Z]{1,3})(\d{2,3}|2[AB])$/;
/** Departments of metropolitan France and Corsica (20 until 1976), and those overseas that the FNI knew. */
const DEPARTMENT = /^(0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])$/;

/**
 * A plate as it is kept, from what was typed: upper case, single hyphens between the groups. One of today's
 * French form gets its hyphens even when it was typed without.
 */
export function normalisedPlate(typed: string): string {
  const groups = typed
    .toUpperCase()
    .split(/[\s.·-]+/)
    .filter((group) => group !== '');
  const french = SIV.exec(groups.join(''));
  return french ? french.slice(1).join('-') : groups.join('-');
}

/**
 * Reads a plate of a country. French ones must be such as the registers give out: the SIV leaves out I, O and U, which
 * look like 1, 0 and V, the pair SS, and the number 000, and keeps WW in front for temporary plates (sivpro.fr,
 * "Comment est attribué un numéro de plaque SIV"; guide-carte-grise.info, "Le SIV", also for the FNI's form: one to
 * four digits, one to three letters, the department, Corsica 20 before 1976); the FNI left out I and O.
 *
 * @param plate in its normal form
 * @param country ISO 3166-1, two capitals
 */
export function readPlate(plate: string, country: string): Plate | { readonly fault: PlateFault } {
  if (country !== 'FR') return { plate, plateCountry: country, plateKind: 'foreign' };
  const joined = plate.replaceAll('-', '');
  const siv = SIV.exec(joined) ?? GARAGE.exec(joined);
  if (siv) return readSiv(siv.slice(1) as [string, string, string]);
  const fni = FNI.exec(joined);
  if (fni) return readFni(fni.slice(1) as [string, string, string]);
  return { fault: 'FORM' };
}

function readSiv(parts: [first: string, number: string, last: string]) {
  const [first, number, last] = parts;
  if (/[IOU]/.test(first + last) || first === 'SS' || last === 'SS') {
    return { fault: 'LETTERS' } as const;
  }
  if (number === '000') return { fault: 'NUMBER' } as const;
  const plateKind = first === 'WW' || first === 'W' ? 'siv-temporary' : 'siv';
  return { plate: parts.join('-'), plateCountry: 'FR', plateKind } as const;
}

function readFni(parts: [number: string, letters: string, department: string]) {
  const [number, letters, department] = parts;
  if (/[IO]/.test(letters)) return { fault: 'LETTERS' } as const;
  if (Number(number) === 0) return { fault: 'NUMBER' } as const;
  if (!DEPARTMENT.test(department)) return { fault: 'DEPARTMENT' } as const;
  return { plate: parts.join('-'), plateCountry: 'FR', plateKind: 'fni' } as const;
}
