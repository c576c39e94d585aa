import { csvHeader } from '../../csv/write-csv.js';
import {
  day,
  decimal,
  euros,
  folded,
  oneOf,
  type ReadValue,
  several,
  someOf,
  text,
  whole,
} from './import-values.js';

/** What a file can hold. */
export const IMPORT_KINDS = ['clients', 'vehicles', 'contracts'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A column that is understood. */
export interface ImportColumn {
  /** Where its value goes: a field of the record, or one within another (`address/city`). */
  readonly field: string;
  /** What it is called in French and in English; the first of each is the one that is proposed. */
  readonly fr: readonly [string, ...string[]];
  readonly en: readonly [string, ...string[]];
  /** Whether a file without it makes no sense. */
  readonly isNeeded?: boolean;
  readonly read: ReadValue;
}

const KIND = oneOf({
  person: ['personne', 'particulier', 'individual'],
  company: ['société', 'entreprise', 'professionnel', 'business'],
});
const LANGUAGE = oneOf({ fr: ['français', 'french'], en: ['anglais', 'english'] });
const FUEL = oneOf({
  petrol: ['essence', 'sp95', 'sp98', 'es', 'gasoline'],
  diesel: ['gazole', 'gasoil', 'go'],
  electric: ['électrique', 'el'],
  hybrid: ['hybride', 'eh', 'gh'],
  lpg: ['gpl', 'gp'],
  other: ['autre'],
});
const FORMULA = oneOf({
  'third-party': ['tiers', 'au tiers', 'responsabilité civile'],
  'third-party-plus': ['tiers plus', 'tiers étendu', 'tiers confort', 'tiers +'],
  comprehensive: ['tous risques', 'all risks'],
});
const STATUS = oneOf({ quote: ['devis'], active: ['actif', 'en cours', 'en vigueur'] });
const OPTIONS = someOf({
  glass: ['bris de glace', 'glaces'],
  'theft-fire': ['vol et incendie', 'vol incendie'],
  'assistance-0km': ['assistance 0 km', 'assistance'],
  'replacement-car': ['véhicule de remplacement', 'voiture de prêt'],
  'driver-protection': ['garantie du conducteur', 'protection du conducteur'],
  'legal-protection': ['protection juridique', 'défense et recours'],
  'personal-belongings': ['effets personnels', 'contenu'],
});

const YES = oneOf({ true: ['oui', 'yes', 'x', '1', 'vrai'], false: ['non', 'no', '0', 'faux'] });
const COUNTRY = oneOf({
  FR: ['France'],
  BE: ['Belgique', 'Belgium'],
  CH: ['Suisse', 'Switzerland'],
  DE: ['Allemagne', 'Germany'],
  ES: ['Espagne', 'Spain'],
  GB: ['Royaume-Uni', 'United Kingdom'],
  IT: ['Italie', 'Italy'],
  LU: ['Luxembourg'],
  MC: ['Monaco'],
  NL: ['Pays-Bas', 'Netherlands'],
  PT: ['Portugal'],
});
const confirmed: ReadValue = (cell) =>
  new Map<unknown, boolean>([
    ['true', true],
    ['false', false],
  ]).get(YES(cell)) ?? cell;

const PLATE: ImportColumn = {
  field: 'plate',
  fr: ['Immatriculation', 'Plaque'],
  en: ['Plate', 'Registration'],
  isNeeded: true,
  read: text,
};
const PLATE_COUNTRY: ImportColumn = {
  field: 'plateCountry',
  fr: ['Pays d’immatriculation', 'Pays'],
  en: ['Country of registration', 'Country'],
  read: COUNTRY,
};

/** Whose record it is: told by an e-mail address, a SIREN or the client's id. */
const CLIENT: ImportColumn = {
  field: 'client',
  fr: ['E-mail du client', 'E-mail client', 'E-mail', 'Client', 'SIREN'],
  en: ["Client's e-mail", 'Client e-mail', 'E-mail', 'Client', 'SIREN number'],
  isNeeded: true,
  read: text,
};

/** The columns of each kind of file, in the order in which a template has them. */
export const IMPORT_COLUMNS: Readonly<Record<ImportKind, readonly ImportColumn[]>> = {
  clients: [
    { field: 'kind', fr: ['Type', 'Nature'], en: ['Kind', 'Type'], read: KIND },
    { field: 'firstName', fr: ['Prénom'], en: ['First name', 'Given name'], read: text },
    { field: 'lastName', fr: ['Nom', 'Nom de famille'], en: ['Last name', 'Surname'], read: text },
    {
      field: 'companyName',
      fr: ['Raison sociale', 'Société', 'Entreprise'],
      en: ['Company', 'Company name'],
      read: text,
    },
    { field: 'siren', fr: ['SIREN'], en: ['SIREN number'], read: text },
    {
      field: 'email',
      fr: ['E-mail', 'Courriel', 'Adresse e-mail', 'Mail'],
      en: ['E-mail address'],
      isNeeded: true,
      read: text,
    },
    {
      field: 'phone',
      fr: ['Téléphone', 'Tél.', 'Portable', 'Mobile'],
      en: ['Phone', 'Telephone'],
      read: text,
    },
    {
      field: 'otherPhones',
      fr: ['Autres téléphones', 'Autre téléphone', 'Téléphone 2'],
      en: ['Other phones', 'Other phone', 'Phone 2'],
      read: several,
    },
    {
      field: 'birthDate',
      fr: ['Date de naissance', 'Né(e) le'],
      en: ['Date of birth', 'Birth date'],
      read: day,
    },
    {
      field: 'licenceNumber',
      fr: ['N° de permis', 'Numéro de permis', 'Permis'],
      en: ['Licence number'],
      read: text,
    },
    {
      field: 'licenceDate',
      fr: ['Date du permis', 'Date de permis'],
      en: ['Licence date'],
      read: day,
    },
    {
      field: 'address/line1',
      fr: ['Adresse', 'Rue', 'Adresse 1'],
      en: ['Address', 'Street'],
      read: text,
    },
    {
      field: 'address/line2',
      fr: ['Complément d’adresse', 'Complément', 'Adresse 2'],
      en: ['Address line 2'],
      read: text,
    },
    { field: 'address/postcode', fr: ['Code postal', 'CP'], en: ['Postcode', 'ZIP'], read: text },
    { field: 'address/city', fr: ['Ville', 'Commune'], en: ['City', 'Town'], read: text },
    { field: 'address/country', fr: ['Pays'], en: ['Country'], read: COUNTRY },
    { field: 'contactName', fr: ['Interlocuteur', 'Contact'], en: ['Contact name'], read: text },
    { field: 'language', fr: ['Langue'], en: ['Language'], read: LANGUAGE },
    {
      field: 'confirmedDistinct',
      fr: ['Homonyme confirmé', 'Autre personne'],
      en: ['Confirmed distinct', 'Another person'],
      read: confirmed,
    },
  ],
  vehicles: [
    CLIENT,
    PLATE,
    PLATE_COUNTRY,
    {
      field: 'vin',
      fr: ['Numéro de série', 'VIN', 'N° de série'],
      en: ['Vehicle identification number'],
      isNeeded: true,
      read: text,
    },
    { field: 'make', fr: ['Marque'], en: ['Make'], isNeeded: true, read: text },
    { field: 'model', fr: ['Modèle'], en: ['Model'], isNeeded: true, read: text },
    { field: 'year', fr: ['Année', 'Année modèle'], en: ['Year', 'Model year'], read: whole },
    { field: 'fuel', fr: ['Énergie', 'Carburant'], en: ['Fuel'], read: FUEL },
    {
      field: 'displacementCc',
      fr: ['Cylindrée (cm³)', 'Cylindrée'],
      en: ['Displacement (cm³)', 'Displacement', 'Engine displacement'],
      read: whole,
    },
    {
      field: 'tankLitres',
      fr: ['Réservoir (l)', 'Réservoir'],
      en: ['Tank (l)', 'Tank'],
      read: decimal,
    },
    { field: 'colour', fr: ['Couleur'], en: ['Colour', 'Color'], read: text },
    {
      field: 'firstRegisteredOn',
      fr: ['Première immatriculation', 'Date de première immatriculation', 'Mise en circulation'],
      en: ['First registered on', 'First registration'],
      read: day,
    },
    {
      field: 'inspectionDueOn',
      fr: ['Contrôle technique avant le', 'Contrôle technique'],
      en: ['Inspection due on', 'Technical inspection'],
      read: day,
    },
  ],
  contracts: [
    CLIENT,
    PLATE,
    PLATE_COUNTRY,
    {
      field: 'number',
      fr: ['Numéro de contrat', 'N° de contrat', 'Contrat', 'Numéro'],
      en: ['Contract number', 'Number', 'Policy number'],
      read: text,
    },
    { field: 'formula', fr: ['Formule'], en: ['Formula', 'Cover'], isNeeded: true, read: FORMULA },
    { field: 'options', fr: ['Options', 'Garanties'], en: ['Extras'], read: OPTIONS },
    {
      field: 'deductibleCents',
      fr: ['Franchise (€)', 'Franchise'],
      en: ['Deductible (€)', 'Deductible'],
      read: euros,
    },
    {
      field: 'bonusMalus',
      fr: ['Bonus-malus', 'CRM', 'Coefficient'],
      en: ['No-claims coefficient'],
      read: decimal,
    },
    { field: 'status', fr: ['État', 'Statut'], en: ['Status', 'State'], read: STATUS },
    {
      field: 'startsOn',
      fr: ['Date d’effet', 'Début', 'Date de début'],
      en: ['Starts on', 'Start'],
      isNeeded: true,
      read: day,
    },
    {
      field: 'endsOn',
      fr: ['Date de fin', 'Fin', 'Échéance'],
      en: ['Ends on', 'End'],
      read: day,
    },
    {
      field: 'premiumCents',
      fr: ['Prime annuelle (€)', 'Prime annuelle', 'Prime', 'Cotisation'],
      en: ['Yearly premium (€)', 'Yearly premium', 'Premium'],
      isNeeded: true,
      read: euros,
    },
  ],
};

/** A file with the names of all columns, as spreadsheets open it. */
export function importTemplate(kind: ImportKind, language: 'fr' | 'en'): string {
  return csvHeader(IMPORT_COLUMNS[kind].map((column) => column[language][0]));
}

/** Which column of the file is which of ours. */
export interface ReadHeader {
  /** Ours, by the file's columns; `undefined` for one that is not understood. */
  readonly columns: readonly (ImportColumn | undefined)[];
  /** What people called the columns that are not understood. */
  readonly unknown: readonly string[];
  /** Columns without which the file makes no sense. */
  readonly missing: readonly ImportColumn[];
  /** Columns that stand there twice. */
  readonly repeated: readonly string[];
}

/** Recognises the columns by their names, in French or English, whatever their case, accents and signs. */
export function readHeader(kind: ImportKind, header: readonly string[]): ReadHeader {
  const ours = IMPORT_COLUMNS[kind];
  const columns = header.map((name) =>
    ours.find(({ field, fr, en }) =>
      [field, ...fr, ...en].some((known) => folded(known) === folded(name)),
    ),
  );
  return {
    columns,
    unknown: header.filter((name, index) => columns[index] === undefined && name !== ''),
    missing: ours.filter((column) => column.isNeeded === true && !columns.includes(column)),
    repeated: header.filter((_, index) => {
      const column = columns[index];
      return column !== undefined && columns.indexOf(column) !== index;
    }),
  };
}

/** A row as the body of a record: empty cells are missing. */
export function readRow(
  { columns }: ReadHeader,
  cells: readonly string[],
): Readonly<Record<string, unknown>> {
  const body: Record<string, unknown> = {};
  columns.forEach((column, index) => {
    const cell = cells[index] ?? '';
    if (!column || cell === '') return;
    const [first = '', second] = column.field.split('/');
    if (second === undefined) body[first] = column.read(cell);
    else body[first] = { ...(body[first] as object | undefined), [second]: column.read(cell) };
  });
  return body;
}
