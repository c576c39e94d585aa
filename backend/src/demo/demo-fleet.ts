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
  },
  {
    firstName: 'Karim',
    lastName: 'Benali',
    email: 'karim.benali@naif.example',
    phone: '+33 6 23 45 67 89',
    otherPhones: [],
  },
  {
    firstName: 'Sophie',
    lastName: 'Moreau',
    email: 'sophie.moreau@naif.example',
    phone: '+33 6 34 56 78 90',
    otherPhones: ['+33556781234', '+442079460018'],
  },
  {
    firstName: 'Étienne',
    lastName: 'Garnier',
    email: 'etienne.garnier@naif.example',
    phone: '+33 6 45 67 89 01',
    otherPhones: [],
  },
  {
    firstName: 'Nora',
    lastName: 'Schmitt',
    email: 'nora.schmitt@naif.example',
    phone: '+33 6 56 78 90 12',
    otherPhones: [],
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
  },
  {
    recording: 'dodge-caliber-227bcd',
    vin: '1B3HB48B17D100002',
    plate: 'GB-202-NC',
    owner: 0,
    formula: 'third-party-plus',
    premiumCents: 61_200,
  },
  {
    recording: 'skoda-citaro-963f1a',
    vin: 'TMBZZZAAZCD100003',
    plate: 'GC-303-NC',
    owner: 1,
    formula: 'comprehensive',
    premiumCents: 49_900,
  },
  {
    recording: 'kia-picanto-961060',
    vin: 'KNEBA24325T100004',
    plate: 'GD-404-NC',
    owner: 1,
    formula: 'third-party',
    premiumCents: 38_400,
  },
  {
    recording: 'dodge-caliber-97fe9e',
    vin: '1B3HB48B17D100005',
    plate: 'GE-505-NC',
    owner: 2,
    formula: 'comprehensive',
    premiumCents: 72_600,
  },
  {
    recording: 'kia-picanto-986e6f',
    vin: 'KNEBA24325T100006',
    plate: 'GF-606-NC',
    owner: 2,
    formula: 'third-party-plus',
    premiumCents: 44_100,
  },
  {
    recording: 'kia-picanto-986eda',
    vin: 'KNEBA24325T100007',
    plate: 'GG-707-NC',
    owner: 3,
    formula: 'third-party',
    premiumCents: 36_900,
  },
  {
    recording: 'kia-picanto-9870d8',
    vin: 'KNEBA24325T100008',
    plate: 'GH-808-NC',
    owner: 4,
    formula: 'comprehensive',
    premiumCents: 52_300,
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
