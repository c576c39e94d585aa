import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CLIENT, DESKTOP, EMPLOYEE, fillLogin, newContext, PASSWORD, until } from '../browser.js';
import type { DemoProcess } from '../demo-process.js';

const PHONE = { ...DESKTOP, width: 390, height: 844 };

/** A mail of the demo's outbox. */
interface Mail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  readonly text: string;
}

/**
 * A client on a phone: logs in with a code by e-mail, sees the car, the contract and who looked, and takes everything
 * that is held about them away.
 */
export async function scenePortal(
  browser: Browser,
  demo: DemoProcess,
  faults: string[],
): Promise<void> {
  const desk = await newContext(browser, demo.origin, DESKTOP, faults);
  const phone = await newContext(browser, demo.origin, PHONE, faults);
  const page = await phone.newPage();
  try {
    await lookAtVehicleOf(desk);
    await page.goto('/');
    await fillLogin(page, CLIENT, PASSWORD);
    await page.waitForURL('**/home');
    await chooseEmailCodes(page, true);
    await phone.clearCookies();
    await logInWithCode(page);
    await seeVehicleAndContract(page);
    await seeWhoLooked(page);
    await takeDataAway(page);
    await chooseEmailCodes(page, false);
  } finally {
    await phone.close();
    await desk.close();
  }
}

/** An employee looks at where the client's vehicle was: that leaves a line. */
async function lookAtVehicleOf({ request }: BrowserContext): Promise<void> {
  const login = await request.post('/api/auth/login', {
    data: { email: EMPLOYEE, password: PASSWORD },
  });
  expect(login.status()).toBe(200);
  const answer = await request.get('/api/vehicles?search=GA-101-NC');
  const { items } = (await answer.json()) as { items: { id: string }[] };
  const track = await request.get(`/api/vehicles/${items[0]!.id}/track`);
  expect(track.status()).toBe(200);
}

/** As the account's own page does it: from the page, with its cookies. */
async function chooseEmailCodes(page: Page, enabled: boolean): Promise<void> {
  const status = await page.evaluate(
    async (body) => {
      const answer = await fetch('/api/account/second-factor/email-codes', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.status;
    },
    { currentPassword: PASSWORD, enabled },
  );
  expect(status).toBe(200);
}

async function logInWithCode(page: Page): Promise<void> {
  const before = new Set((await loginCodes(page)).map(({ id }) => id));
  await page.goto('/login');
  await fillLogin(page, CLIENT, PASSWORD);
  await page.locator('#code').waitFor();
  const [mail] = await until(
    async () => (await loginCodes(page)).filter(({ id }) => !before.has(id)),
    (fresh) => fresh.length > 0,
  );
  const code = /\b\d{6}\b/.exec(mail!.text)?.[0] ?? '';
  await page.locator('#code').fill(code);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/home');
}

async function loginCodes(page: Page): Promise<Mail[]> {
  const { items } = (await (await page.request.get('/api/demo/outbox')).json()) as {
    items: Mail[];
  };
  return items.filter(({ kind, to }) => kind === 'login-code' && to === CLIENT);
}

async function seeVehicleAndContract(page: Page): Promise<void> {
  const card = page.locator('naif-own-vehicle-card').filter({ hasText: 'GA-101-NC' });
  await card.locator('naif-spot-map .leaflet-container').waitFor();
  await card.getByText('Insured · Comprehensive').waitFor();
  // What is the desk's is neither offered nor open.
  expect(await page.locator('nav a.entry').allInnerTexts()).toEqual([
    expect.stringContaining('Vehicles'),
    expect.stringContaining('Contracts'),
    expect.stringContaining('Documents'),
    expect.stringContaining('My data'),
  ]);
  await page.goto('/clients');
  await page.waitForURL('**/home');
  await page.locator('nav a[href="/home/contracts"]').click();
  const contract = page.locator('naif-own-contract-card').filter({ hasText: 'NC-DEMO-0001' });
  await contract.getByText('€548.00 a year').waitFor();
}

async function seeWhoLooked(page: Page): Promise<void> {
  await page.locator('nav a[href="/home/data"]').click();
  const line = page.getByTestId('looks').locator('li').filter({ hasText: 'Hugo Petit' });
  await line.filter({ hasText: 'GA-101-NC' }).first().waitFor();
}

async function takeDataAway(page: Page): Promise<void> {
  const data = JSON.parse(await download(page, 'download-json')) as {
    client: { email: string };
    vehicles: { plate: string }[];
    contracts: { number: string }[];
  };
  expect(data.client.email).toBe(CLIENT);
  expect(data.vehicles.map(({ plate }) => plate)).toContain('GA-101-NC');
  await page.getByTestId('take-data').locator('summary').click();
  const table = await download(page, 'download-contracts');
  for (const { number } of data.contracts) expect(table).toContain(number);
}

async function download(page: Page, id: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(id).click()]);
  return readFile(await file.path(), 'utf8');
}
