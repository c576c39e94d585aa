/** A vehicle of the demo and the real drive that it plays. */
export interface DemoVehicle {
  /** Name of a file in `recordings/envirocar`, without `.json`. */
  readonly recording: string;
  readonly vin: string;
  readonly plate: string;
  /** Place of its owner in `DEMO_CLIENTS`. */
  readonly owner: number;
  readonly formula: 'third-party' | 'third-party-plus' | 'comprehensive';
  readonly premiumCents: number;
  /** What the desk has to do about it, in days from the day on which the demo is seeded. */
  readonly due: DemoDue;
}

/** What comes due. */
interface DemoDue {
  /** The contract was made for a year, which ends. */
  readonly renewal?: number;
  /** The contract, which runs until somebody ends it, turns a year. */
  readonly anniversary?: number;
  /** The contract was terminated for that day. */
  readonly end?: number;
  /** The technical inspection; negative: it is late. */
  readonly inspection?: number;
}

/** What the recordings say about the three real cars. */
export const DEMO_CARS = {
  'kia-picanto': { make: 'Kia', model: 'Picanto', year: 2005, displacementCc: 1086 },
  'dodge-caliber': { make: 'Dodge', model: 'Caliber', year: 2007, displacementCc: 1798 },
  'skoda-citaro': { make: 'Škoda', model: 'Citaro', year: 2012, displacementCc: 999 },
} as const;

/** Invented people; the first is the one who logs in as `client@naif.example`. */
export const DEMO_CLIENTS = [
  {
    firstName: 'Amélie',
    lastName: 'Lefèvre',
    email: 'client@naif.example',
    phone: '+33 6 12 34 56 78',
    otherPhones: ['+33478123456'],
    birthDate: '1988-04-12',
    address: {
      line1: '18 rue de la République',
      postcode: '45000',
      city: 'Orléans',
      country: 'FR',
    },
  },
  {
    firstName: 'Karim',
    lastName: 'Benali',
    email: 'karim.benali@naif.example',
    phone: '+33 6 23 45 67 89',
    otherPhones: [],
    birthDate: '1979-09-30',
    address: { line1: '7 avenue Jean-Jaurès', postcode: '69007', city: 'Lyon', country: 'FR' },
  },
  {
    firstName: 'Sophie',
    lastName: 'Moreau',
    email: 'sophie.moreau@naif.example',
    phone: '+33 6 34 56 78 90',
    otherPhones: ['+33556781234', '+442079460018'],
    birthDate: '1992-01-21',
    address: {
      line1: '42 rue du Faubourg-Saint-Antoine',
      postcode: '75012',
      city: 'Paris',
      country: 'FR',
    },
  },
  {
    firstName: 'Étienne',
    lastName: 'Garnier',
    email: 'etienne.garnier@naif.example',
    phone: '+33 6 45 67 89 01',
    otherPhones: [],
    birthDate: '1965-06-03',
    address: { line1: '3 place Bellevue', postcode: '44000', city: 'Nantes', country: 'FR' },
  },
  {
    firstName: 'Nora',
    lastName: 'Schmitt',
    email: 'nora.schmitt@naif.example',
    phone: '+33 6 56 78 90 12',
    otherPhones: [],
    birthDate: '1984-11-17',
    address: {
      line1: '11 quai des Bateliers',
      postcode: '67000',
      city: 'Strasbourg',
      country: 'FR',
    },
  },
] as const;

/** One vehicle a recording. VINs have the makers' form and invented serial numbers. */
export const DEMO_VEHICLES: readonly DemoVehicle[] = [
  {
    recording: 'kia-picanto-91124d',
    vin: 'KNEBA24325T100001',
    plate: 'GA-101-NC',
    owner: 0,
    formula: 'comprehensive',
    premiumCents: 54_800,
    due: { inspection: 24 },
  },
  {
    recording: 'dodge-caliber-227bcd',
    vin: '1B3HB48B17D100002',
    plate: 'GB-202-NC',
    owner: 0,
    formula: 'third-party-plus',
    premiumCents: 61_200,
    due: { anniversary: 12 },
  },
  {
    recording: 'skoda-citaro-963f1a',
    vin: 'TMBZZZAAZCD100003',
    plate: 'GC-303-NC',
    owner: 1,
    formula: 'comprehensive',
    premiumCents: 49_900,
    due: { renewal: 27, inspection: -9 },
  },
  {
    recording: 'kia-picanto-961060',
    vin: 'KNEBA24325T100004',
    plate: 'GD-404-NC',
    owner: 1,
    formula: 'third-party',
    premiumCents: 38_400,
    due: { end: 18 },
  },
  {
    recording: 'dodge-caliber-97fe9e',
    vin: '1B3HB48B17D100005',
    plate: 'GE-505-NC',
    owner: 2,
    formula: 'comprehensive',
    premiumCents: 72_600,
    due: { renewal: 41, inspection: 52 },
  },
  {
    recording: 'kia-picanto-986e6f',
    vin: 'KNEBA24325T100006',
    plate: 'GF-606-NC',
    owner: 2,
    formula: 'third-party-plus',
    premiumCents: 44_100,
    due: { renewal: 5, inspection: -33 },
  },
  {
    recording: 'kia-picanto-986eda',
    vin: 'KNEBA24325T100007',
    plate: 'GG-707-NC',
    owner: 3,
    formula: 'third-party',
    premiumCents: 36_900,
    due: { end: 46, inspection: 8 },
  },
  {
    recording: 'kia-picanto-9870d8',
    vin: 'KNEBA24325T100008',
    plate: 'GH-808-NC',
    owner: 4,
    formula: 'comprehensive',
    premiumCents: 52_300,
    due: { anniversary: 56, inspection: 37 },
  },
];

/** Who logs in to the demo, all with the same password. */
export const DEMO_ACCOUNTS = [
  { email: 'admin@naif.example', role: 'admin', displayName: 'Camille Durand' },
  { email: 'employee@naif.example', role: 'employee', displayName: 'Hugo Petit' },
  { email: 'client@naif.example', role: 'client', displayName: 'Amélie Lefèvre' },
] as const;

/** The password of the demo accounts unless `DEMO_PASSWORD` says otherwise. */
export const DEMO_DEFAULT_PASSWORD = 'naif-demo';

/** The car that a recording was made with. */
export function carOf({ recording }: DemoVehicle): (typeof DEMO_CARS)[keyof typeof DEMO_CARS] {
  return DEMO_CARS[recording.replace(/-[^-]+$/, '') as keyof typeof DEMO_CARS];
}
