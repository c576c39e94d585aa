import type { CsvCell } from '../../csv/write-csv.js';

/** What can be taken away. */
export const EXPORT_KINDS = ['clients', 'vehicles', 'contracts'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** How a value is written. */
type Form = 'text' | 'day' | 'decimal' | 'euros' | 'word' | 'words';

/** A column of a file. Its names are those that the import understands, where it takes the field. */
interface ExportColumn {
  readonly key: string;
  readonly fr: string;
  readonly en: string;
  /** SQL of its value. */
  readonly sql: string;
  readonly form: Form;
}

const column = (key: string, fr: string, en: string, sql: string, form: Form = 'text') => ({
  key,
  fr,
  en,
  sql,
  form,
});

const CLIENT_NAME = `coalesce(client.company_name, client.last_name || ' ' || client.first_name)`;
const OWNER = [
  column('clientEmail', 'E-mail du client', "Client's e-mail", 'client.email'),
  column('clientName', 'Nom du client', "Client's name", CLIENT_NAME),
];
const ENTERED = (of: string) =>
  column(
    'createdAt',
    'Saisi le',
    'Entered on',
    `(${of}.created_at AT TIME ZONE 'Europe/Paris')::date::text`,
    'day',
  );

/** The columns of each kind of file in their usual order. Of vehicles no VIN: the plate says which one it is. */
export const EXPORT_COLUMNS: Readonly<Record<ExportKind, readonly ExportColumn[]>> = {
  clients: [
    column('kind', 'Type', 'Kind', 'client.kind', 'word'),
    column('lastName', 'Nom', 'Last name', 'client.last_name'),
    column('firstName', 'Prénom', 'First name', 'client.first_name'),
    column('companyName', 'Raison sociale', 'Company', 'client.company_name'),
    column('siren', 'SIREN', 'SIREN number', 'client.siren'),
    column('contactName', 'Interlocuteur', 'Contact name', 'client.contact_name'),
    column('email', 'E-mail', 'E-mail address', 'client.email'),
    column('phone', 'Téléphone', 'Phone', 'client.phone'),
    column('otherPhones', 'Autres téléphones', 'Other phones', 'client.other_phones', 'words'),
    column('birthDate', 'Date de naissance', 'Date of birth', 'client.birth_date::text', 'day'),
    column('line1', 'Adresse', 'Address', `client.address ->> 'line1'`),
    column('line2', 'Complément d’adresse', 'Address line 2', `client.address ->> 'line2'`),
    column('postcode', 'Code postal', 'Postcode', `client.address ->> 'postcode'`),
    column('city', 'Ville', 'City', `client.address ->> 'city'`),
    column('country', 'Pays', 'Country', `client.address ->> 'country'`),
    column('language', 'Langue', 'Language', 'client.language'),
    ENTERED('client'),
  ],
  vehicles: [
    column('plate', 'Immatriculation', 'Plate', 'vehicle.plate'),
    column(
      'plateCountry',
      'Pays d’immatriculation',
      'Country of registration',
      'vehicle.plate_country',
    ),
    column('make', 'Marque', 'Make', 'vehicle.make'),
    column('model', 'Modèle', 'Model', 'vehicle.model'),
    column('year', 'Année', 'Year', 'vehicle.year::text'),
    column('fuel', 'Énergie', 'Fuel', 'vehicle.fuel', 'word'),
    column(
      'displacementCc',
      'Cylindrée (cm³)',
      'Displacement (cm³)',
      'vehicle.displacement_cc::text',
    ),
    column('colour', 'Couleur', 'Colour', 'vehicle.colour'),
    column(
      'firstRegisteredOn',
      'Première immatriculation',
      'First registered on',
      'vehicle.first_registered_on::text',
      'day',
    ),
    column(
      'inspectionDueOn',
      'Contrôle technique avant le',
      'Inspection due on',
      'vehicle.inspection_due_on::text',
      'day',
    ),
    ...OWNER,
    ENTERED('vehicle'),
  ],
  contracts: [
    column('number', 'Numéro de contrat', 'Contract number', 'contract.number'),
    ...OWNER,
    column('plate', 'Immatriculation', 'Plate', 'vehicle.plate'),
    column(
      'plateCountry',
      'Pays d’immatriculation',
      'Country of registration',
      'vehicle.plate_country',
    ),
    column('formula', 'Formule', 'Formula', 'contract.formula', 'word'),
    column('options', 'Options', 'Extras', 'contract.options', 'words'),
    column('deductible', 'Franchise (€)', 'Deductible (€)', 'contract.deductible_cents', 'euros'),
    column(
      'bonusMalus',
      'Bonus-malus',
      'No-claims coefficient',
      'contract.bonus_malus::text',
      'decimal',
    ),
    column('status', 'État', 'Status', 'contract.status', 'word'),
    column('startsOn', 'Date d’effet', 'Starts on', 'contract.starts_on::text', 'day'),
    column('endsOn', 'Date de fin', 'Ends on', 'contract.ends_on::text', 'day'),
    column(
      'premium',
      'Prime annuelle (€)',
      'Yearly premium (€)',
      'contract.premium_cents',
      'euros',
    ),
    ENTERED('contract'),
  ],
};

/** From where the rows of a kind come; $1 is a list of ids. */
const FROM: Readonly<Record<ExportKind, string>> = {
  clients: 'clients client WHERE client.id = ANY ($1::uuid[])',
  vehicles: `vehicles vehicle JOIN clients client ON client.id = vehicle.client_id
    WHERE vehicle.id = ANY ($1::uuid[])`,
  contracts: `contracts contract JOIN clients client ON client.id = contract.client_id
    JOIN vehicles vehicle ON vehicle.id = contract.vehicle_id WHERE contract.id = ANY ($1::uuid[])`,
};
const ID: Readonly<Record<ExportKind, string>> = {
  clients: 'client.id',
  vehicles: 'vehicle.id',
  contracts: 'contract.id',
};

/** French words for what is kept as a code; the import understands them. */
const FRENCH: Readonly<Record<string, string>> = {
  person: 'personne',
  company: 'société',
  petrol: 'essence',
  diesel: 'gazole',
  electric: 'électrique',
  hybrid: 'hybride',
  lpg: 'GPL',
  other: 'autre',
  'third-party': 'tiers',
  'third-party-plus': 'tiers étendu',
  comprehensive: 'tous risques',
  quote: 'devis',
  active: 'actif',
  suspended: 'suspendu',
  terminated: 'résilié',
  expired: 'expiré',
  renewed: 'renouvelé',
  glass: 'bris de glace',
  'theft-fire': 'vol et incendie',
  'assistance-0km': 'assistance 0 km',
  'replacement-car': 'véhicule de remplacement',
  'driver-protection': 'protection du conducteur',
  'legal-protection': 'protection juridique',
  'personal-belongings': 'effets personnels',
};

/** Keys of all columns of a kind. */
export function columnKeys(kind: ExportKind): string[] {
  return EXPORT_COLUMNS[kind].map(({ key }) => key);
}

/** The columns that are wanted, in the order in which they are. */
export function chosenColumns(
  kind: ExportKind,
  keys: readonly string[] | undefined,
): readonly ExportColumn[] {
  const all = EXPORT_COLUMNS[kind];
  if (keys === undefined) return all;
  return [...new Set(keys)].flatMap((key) => all.filter((one) => one.key === key));
}

/** SQL that reads records by their ids in $1; a row has its id and its values in the columns' order. */
export function selectOf(kind: ExportKind, columns: readonly ExportColumn[]): string {
  const values = columns.map(({ sql }) => `to_jsonb(${sql})`).join(', ');
  return `SELECT ${ID[kind]} AS id, jsonb_build_array(${values}) AS values FROM ${FROM[kind]}`;
}

/** A value as it is written in a language. */
export function cellOf(value: unknown, form: Form, language: 'fr' | 'en'): CsvCell {
  if (value === null || value === undefined) return undefined;
  const word = (code: string): string => (language === 'fr' ? (FRENCH[code] ?? code) : code);
  if (Array.isArray(value)) return value.map((one) => word(String(one))).join(', ');
  if (form === 'euros') return decimal((Number(value) / 100).toFixed(2), language);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  switch (form) {
    case 'day':
      return language === 'fr' ? text.split('-').reverse().join('/') : text;
    case 'decimal':
      return decimal(text, language);
    case 'word':
      return word(text);
    default:
      return text;
  }
}

function decimal(text: string, language: 'fr' | 'en'): string {
  return language === 'fr' ? text.replace('.', ',') : text;
}
