/** An employee's part of the day: a client on the telephone, their contract, and a car that is sold. */
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, newContext, signIn, until } from '../browser.js';
import type { DemoProcess } from '../demo-process.js';

/** What the scene is about. It is entered for it alone: nobody else's day depends on it. */
interface Entered {
  /** The car that is sold, and its contract. */
  readonly plate: string;
  readonly vehicleId: string;
  readonly contractId: string;
}

/** Digits that no earlier run has used, and letters of them for names. */
const RUN = String(Date.now()).slice(-6);
const LETTERS = [...RUN].map((digit) => 'aeioubdlmn'[Number(digit)] ?? '').join('');
const SELLER = `Kerv${LETTERS}ec`;
const BUYER = `Guiv${LETTERS}ach`;
/** As the caller's name sounds on a bad line. */
const MISHEARD = `kerf${LETTERS}ec`;

/** A day so many days from now, `2026-12-01`. */
function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** What was written down in the morning: two clients, the two cars of one, and their contracts. */
async function enterParties(page: Page): Promise<Entered> {
  const post = async (path: string, data: object): Promise<{ id: string }> => {
    const answer = await page.request.post(`/api/${path}`, { data });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return (await answer.json()) as { id: string };
  };
  const person = (firstName: string, lastName: string): Promise<{ id: string }> =>
    post('clients', { firstName, lastName, email: `${lastName}@example.fr`.toLowerCase() });
  const { id: clientId } = await person('Solenn', SELLER);
  await person('Youenn', BUYER);
  const insure = async (letter: string, terms: object) => {
    const plate = `K${letter}-${RUN.slice(3).replace('000', '111')}-${'ABCDEFGHJK'[Number(RUN[2])] ?? 'A'}Z`;
    const vin = `VF1BB1R0H1${letter}${RUN}`;
    const car = { clientId, plate, vin, make: 'Renault', model: 'Clio' };
    const { id: vehicleId } = await post('vehicles', car);
    const contract = { clientId, vehicleId, formula: 'comprehensive', status: 'active' };
    const { id: contractId } = await post('contracts', { ...contract, ...terms });
    return { plate, vehicleId, contractId };
  };
  const kept = { bonusMalus: 0.76, premiumCents: 60_000, number: `KEPT-${RUN}` };
  await insure('A', { ...kept, startsOn: inDays(-345), endsOn: inDays(20) });
  return insure('B', { premiumCents: 30_000, startsOn: '2025-03-01', number: `SOLD-${RUN}` });
}

/** Takes the contract that is open a step further, and waits until it says so. */
async function step(page: Page, name: string, state: string, reason?: string): Promise<void> {
  const main = page.getByTestId('step');
  if ((await main.innerText()) === name) await main.click();
  else {
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  }
  const dialog = page.getByRole('dialog');
  if (reason !== undefined) await dialog.getByLabel('Reason').fill(reason);
  if (name === 'Renew') {
    await dialog.getByLabel('At-fault claims').fill('1');
    // The desk hears what it will cost before anything is signed.
    await dialog.getByTestId('renewal').getByText('0.76 → 0.95').waitFor();
    await dialog.getByTestId('renewal').getByText('€750.00').waitFor();
  }
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByTestId('contract-status').getByText(state).waitFor();
}

/** The client is found by a misspelt name; their contract is suspended, resumed and renewed. */
async function serveTheCaller(page: Page): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(MISHEARD);
  // The likeliest comes first, and is chosen already.
  await page.getByRole('option').filter({ hasText: SELLER }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/clients/*');
  await page.getByTestId('client-contracts').getByText(`KEPT-${RUN}`).click();
  await page.waitForURL('**/contracts/*');
  const first = page.url();
  await step(page, 'Suspend', 'Suspended', 'Laid up');
  await page.getByTestId('contract-versions').getByText('The cover is suspended').waitFor();
  await step(page, 'Reinstate', 'Active');
  await step(page, 'Renew', 'Active');
  await until(
    () => Promise.resolve(page.url()),
    (url) => url !== first,
  );
  await page.getByRole('link', { name: 'Contract before' }).waitFor();
}

/** The car is sold: not while it is insured; then its contract ends, and it changes hands. */
async function sellTheCar(page: Page, { plate, vehicleId, contractId }: Entered): Promise<void> {
  await page.goto(`/vehicles/${vehicleId}`);
  await page.getByTestId('coverage').getByText('Covered').waitFor();
  const dialog = page.getByRole('dialog');
  const change = async (): Promise<void> => {
    await page.getByTestId('change-owner').click();
    await dialog.getByLabel('New owner').fill(BUYER.toLowerCase());
    await page.getByRole('option').first().click();
    await dialog.getByLabel('To confirm').fill(plate);
    await dialog.locator('button[type=submit]').click();
  };
  await change();
  await dialog.getByText('A contract of the present owner').first().waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  await page.goto(`/contracts/${contractId}`);
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Terminate' }).click();
  await dialog.getByLabel('Reason').fill('Sold');
  await dialog.getByLabel('To confirm').fill(`SOLD-${RUN}`);
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByTestId('contract-status').getByText('Terminated').waitFor();

  await page.goto(`/vehicles/${vehicleId}`);
  await change();
  await dialog.waitFor({ state: 'detached' });
  const owners = page.getByTestId('vehicle-owners').locator('li');
  await until(
    () => owners.allInnerTexts(),
    (lines) => lines.length === 2 && (lines[0] ?? '').includes(BUYER),
  );
  await page.getByTestId('coverage').getByText('No contract').waitFor();
}

/**
 * An employee finds a client by a misspelt name, suspends, resumes and renews their contract, and hands their car to
 * another client.
 */
export async function sceneAtTheDesk(
  browser: Browser,
  demo: DemoProcess,
  faults: string[],
): Promise<void> {
  const context = await newContext(browser, demo.origin, DESKTOP, faults);
  try {
    const page = await context.newPage();
    await signIn(page);
    const parties = await enterParties(page);
    await serveTheCaller(page);
    await sellTheCar(page, parties);
  } finally {
    await context.close();
  }
}
