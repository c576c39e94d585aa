import { setTimeout as sleep } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';
import { Random } from '../rig/random.mts';
import { sivPlate, somebody, someCar } from './french-people.mts';
import type { WebClient } from './web-client.mts';

/** What a file can hold, in the order in which one builds upon the other. */
const KINDS = ['clients', 'vehicles', 'contracts'] as const;
type Kind = (typeof KINDS)[number];

/** How long a step of an import took, and what it cost everybody else. */
export interface DeskImport {
  readonly kind: Kind;
  readonly step: 'check' | 'import';
  readonly lines: number;
  readonly seconds: number;
  /** The longest time in which the server could do nothing else, ms. */
  readonly eventLoopDelayMs: number;
  /** The slowest of the short requests that were sent meanwhile, ms. */
  readonly slowestOtherMs: number;
}

/** Aims: a step of 10 000 lines, and what others feel of it. */
export const IMPORT_AIMS = { seconds: 10, eventLoopDelayMs: 100 } as const;

/** So often somebody else asks something short while an import runs, ms. */
const ASK_EVERY_MS = 20;
const LOOK_EVERY_MS = 100;

/** Hands in a file of each kind, has it checked and then entered. The records of each file belong to those of the one before. */
export async function importDesk(
  client: WebClient,
  lines: number,
  say: (line: string) => void = () => undefined,
): Promise<DeskImport[]> {
  const files = filesOf(lines);
  const steps: DeskImport[] = [];
  for (const kind of KINDS) {
    const { id } = await handIn(client, kind, files[kind]);
    steps.push({ kind, step: 'check', lines, ...(await watch(client, id, 'ready')) });
    say(`${lines} ${kind} checked`);
    await client.post(`/api/imports/${id}/execution`);
    steps.push({ kind, step: 'import', lines, ...(await watch(client, id, 'done')) });
    say(`${lines} ${kind} imported`);
  }
  return steps;
}

interface ImportAnswer {
  readonly id: string;
  readonly state: string;
  readonly faults: number;
}

async function handIn(client: WebClient, kind: Kind, file: string): Promise<ImportAnswer> {
  const form = new FormData();
  form.set('kind', kind);
  form.set('file', new Blob([file], { type: 'text/csv' }), `${kind}.csv`);
  return (await client.post('/api/imports', form)) as ImportAnswer;
}

/** Waits for the end of a step while others ask for something. @throws Error when it ends otherwise */
async function watch(
  client: WebClient,
  id: string,
  end: string,
): Promise<Pick<DeskImport, 'seconds' | 'eventLoopDelayMs' | 'slowestOtherMs'>> {
  const begin = performance.now();
  // Each look at the delay begins a new measurement.
  await client.eventLoopDelayMs();
  let isOver = false;
  const others = askMeanwhile(client, () => isOver);
  try {
    for (;;) {
      const { state, faults } = (await client.json(`/api/imports/${id}`)) as ImportAnswer;
      if (state === end) break;
      if (state !== 'waiting' && state !== 'running') {
        throw new Error(`The import is ${state} with ${faults} faults.`);
      }
      await sleep(LOOK_EVERY_MS);
    }
  } finally {
    isOver = true;
  }
  const seconds = (performance.now() - begin) / 1000;
  const slowestOtherMs = await others;
  return { seconds, eventLoopDelayMs: await client.eventLoopDelayMs(), slowestOtherMs };
}

/** The slowest of short requests, ms. */
async function askMeanwhile(client: WebClient, isOver: () => boolean): Promise<number> {
  let slowest = 0;
  while (!isOver()) {
    const { latencyMs } = await client.repeat('/api/health/live', 1);
    slowest = Math.max(slowest, latencyMs.max);
    await sleep(ASK_EVERY_MS);
  }
  return slowest;
}

/** People that nobody knows yet, their cars and their contracts, as an insurer's old system tells of them. */
function filesOf(lines: number): Readonly<Record<Kind, string>> {
  const random = new Random(2);
  const clients = [];
  const vehicles = [];
  const contracts = [];
  for (let number = 0; number < lines; number++) {
    const { firstName, lastName } = somebody(random);
    const { make, model } = someCar(random);
    const email = `import${number}@example.fr`;
    const digits = String(number).padStart(8, '0');
    const plate = freePlate(number);
    const two = (from: number, to: number) =>
      String(Math.floor(random.between(from, to))).padStart(2, '0');
    clients.push([
      firstName,
      lastName,
      email,
      `06 ${digits.match(/../g)!.join(' ')}`,
      `${two(1, 29)}/${two(1, 13)}/19${two(40, 99)}`,
      '12 rue des Lilas',
      '38000',
      'Grenoble',
      // Among so many people some have the same name and day of birth.
      'oui',
    ]);
    vehicles.push([email, plate, `VF1MPRT0X${digits}`, make, model, 'essence', '1332']);
    contracts.push([
      email,
      plate,
      number % 2 === 0 ? `IM-${digits}` : '',
      'tous risques',
      'actif',
      `01/${two(1, 12)}/2025`,
      '584,20',
      'bris de glace',
    ]);
  }
  return {
    clients: csv(
      'Prénom;Nom;E-mail;Téléphone;Date de naissance;Adresse;CP;Ville;Homonyme confirmé',
      clients,
    ),
    vehicles: csv('E-mail du client;Plaque;VIN;Marque;Modèle;Énergie;Cylindrée', vehicles),
    contracts: csv(
      'E-mail du client;Plaque;N° de contrat;Formule;État;Date d’effet;Prime;Options',
      contracts,
    ),
  };
}

/** A plate between two of those that the seed gave out. There are none with SS. */
function freePlate(number: number): string {
  for (let ordinal = number * 1787 + 1; ; ordinal++) {
    const plate = sivPlate(ordinal);
    if (!plate.includes('SS')) return plate;
  }
}

function csv(header: string, rows: readonly (readonly string[])[]): string {
  return [header, ...rows.map((cells) => cells.join(';'))].join('\r\n');
}
