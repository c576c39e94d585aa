/** The web application in a real browser, fed by the demo's real drives through agent, backend and database. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import {
  DESKTOP,
  fillLogin,
  launchBrowser,
  newContext,
  PASSWORD,
  signIn,
  signInAsClient,
  until,
} from './browser.js';
import { DemoProcess, freePort, newFolder, removeFolder } from './demo-process.js';

jest.setTimeout(120_000);

const folder = newFolder();
let demo: DemoProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let faults: string[];

beforeAll(async () => {
  demo = new DemoProcess(await freePort(), join(folder, 'data'));
  await demo.running();
  browser = await launchBrowser();
}, 300_000);

afterAll(async () => {
  await browser.close();
  await demo.end('SIGINT');
  removeFolder(folder);
}, 60_000);

beforeEach(async () => {
  faults = [];
  context = await newContext(browser, demo.origin, DESKTOP, faults);
  page = await context.newPage();
});

afterEach(async () => {
  await context.close();
  expect(faults).toEqual([]);
});

const rows = () => page.locator('naif-fleet-list [role=option]');
const plates = () => page.locator('naif-fleet-list .plate').allInnerTexts();

/** Chooses a vehicle that drives; the demo's park between rounds, so the state is asked again. */
async function chooseMovingVehicle(): Promise<string> {
  const moving = rows().filter({ has: page.locator('[data-state=moving]') });
  await moving.first().click({ timeout: 60_000 });
  return page.locator('naif-vehicle-card h2').innerText();
}

/**
 * Walks over the map with the keyboard, as somebody who cannot see it would.
 * @returns how many vehicles the map shows, those in clusters included
 */
async function vehiclesOnMap(): Promise<number> {
  const map = page.locator('naif-fleet-map .leaflet-container');
  await map.focus();
  const said = page.locator('naif-fleet-map p[aria-live]');
  const heard = new Set<string>();
  let vehicles = 0;
  for (let presses = 0; presses < 20; presses++) {
    await map.press('n');
    const text = await until(
      () => said.innerText(),
      (words) => words !== '',
    );
    // The walk goes round: the first one again means that all were heard.
    if (heard.has(text)) break;
    heard.add(text);
    const cluster = /^(\d+) vehicles together/.exec(text);
    vehicles += cluster === null ? 1 : Number(cluster[1]);
  }
  return vehicles;
}

describe('signing in', () => {
  it('leads to the fleet', async () => {
    await page.goto('/');
    await page.waitForURL('**/login**');
    await fillLogin(page, 'employee@naif.example', PASSWORD);
    await page.waitForURL('**/fleet**');
    await page.getByRole('button', { name: 'Account of Hugo Petit' }).waitFor();
  });

  it('refuses a wrong password and an unknown address with the same words', async () => {
    const refusals: string[] = [];
    for (const email of ['employee@naif.example', 'nobody@naif.example']) {
      await page.goto('/login');
      await fillLogin(page, email, 'not-the-password');
      refusals.push(await page.getByTestId('refusal').innerText());
      expect(new URL(page.url()).pathname).toBe('/login');
    }
    expect(refusals[0]).toContain('does not match');
    expect(refusals[1]).toBe(refusals[0]);
  });

  it('speaks French to a French browser', async () => {
    const french = await browser.newContext({ baseURL: demo.origin, locale: 'fr-FR' });
    const login = await french.newPage();
    await login.goto('/');
    await login.getByRole('button', { name: 'Se connecter' }).waitFor();
    expect(await login.locator('html').getAttribute('lang')).toBe('fr');
    await french.close();
  });
});

describe('the fleet', () => {
  beforeEach(() => signIn(page));

  it('shows all eight vehicles in the list and on the map', async () => {
    await until(
      () => rows().count(),
      (count) => count === 8,
    );
    expect(new Set(await plates()).size).toBe(8);
    // Eight vehicles drive in three towns: the map draws them alone or in clusters, and none twice.
    expect(await until(vehiclesOnMap, (count) => count === 8)).toBe(8);
    await page.getByText('Live', { exact: true }).first().waitFor();
  });

  it('moves them while one looks', async () => {
    await chooseMovingVehicle();
    const position = page.locator('naif-vehicle-card .wide dd');
    const before = await position.innerText();
    expect(before).toMatch(/\d/);
    expect(
      await until(
        () => position.innerText(),
        (text) => text !== before,
      ),
    ).toMatch(/\d/);
  });

  it('draws a map that is not blank', async () => {
    const shades = await page.evaluate(() => {
      const colours = new Set<number>();
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('naif-fleet-map canvas')) {
        if (canvas.width === 0 || canvas.height === 0) continue;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        for (let at = 0; at < data.length; at += 4 * 97) {
          if (data[at + 3]! > 0)
            colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
        }
      }
      return colours.size;
    });
    expect(shades).toBeGreaterThan(3);
  });

  it('finds one vehicle, and its page shows the engine turning', async () => {
    await until(
      () => rows().count(),
      (count) => count === 8,
    );
    const plate = await chooseMovingVehicle();
    await page.locator('naif-fleet-filters input[type=search]').fill(plate.toLowerCase());
    await until(plates, (found) => found.length === 1 && found[0] === plate);

    await page.getByRole('link', { name: 'Open the vehicle' }).click();
    await page.waitForURL('**/vehicle/*');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(plate);
    const rpm = page.getByTestId('rpm');
    const before = await until(
      () => rpm.innerText(),
      (text) => /\d/.test(text),
    );
    await until(
      () => rpm.innerText(),
      (text) => /\d/.test(text) && text !== before,
    );

    await page.getByRole('link', { name: 'OBD-2' }).click();
    const gauge = page.getByTestId('gauge-rpm');
    const shown = await until(
      () => gauge.innerText(),
      (text) => /\d/.test(text),
    );
    await until(
      () => gauge.innerText(),
      (text) => text !== shown,
    );
  });

  it('shows how a vehicle’s device is, restarts it, and makes a code for another one', async () => {
    await until(
      () => rows().count(),
      (count) => count === 8,
    );
    await chooseMovingVehicle();
    await page.getByRole('link', { name: 'Open the vehicle' }).click();
    await page.waitForURL('**/vehicle/*');
    await page.getByRole('link', { name: 'Device', exact: true }).click();
    await page.waitForURL('**?tab=device');

    // What the simulated vehicle says of itself, by its own program.
    const heard = page.getByTestId('device-heard');
    await until(
      () => heard.innerText(),
      (text) => /^\d+.(sec|min) ago$/.test(text),
      90_000,
    );
    expect(await page.getByTestId('device-version').innerText()).toMatch(/^\d+\.\d+\.\d+/);
    expect(await page.getByTestId('health-power').innerText()).toMatch(/Driving|Stopping|Parked/);
    const outbox = await page.getByTestId('health-outbox').innerText();
    expect(outbox).toMatch(/Empty|[\d,]+ waiting/);
    // The address alone leads back here.
    await page.reload();
    await heard.waitFor();

    await page.getByTestId('restart').click();
    const commands = page.getByTestId('commands');
    // The page hears of each step by itself: the device's own word on it ends the wait.
    const state = commands.locator('li').first().locator('.state');
    await until(
      () => state.innerText(),
      (text) => /^(Done|Refused by|Unknown to|Failed)/.test(text.trim()),
      60_000,
    );

    await page.getByTestId('attach').click();
    const code = page.getByTestId('enrolment-code');
    await until(
      () => code.innerText(),
      (text) => /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(text),
    );
    await page.getByRole('button', { name: 'Done' }).click();
    await code.waitFor({ state: 'detached' });
    await page.getByTestId('revoke').click();
    await page.getByLabel('To confirm, type the plate').fill('not the plate');
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByText('This is not the plate of this vehicle.').waitFor();
    await page.keyboard.press('Escape');
    await heard.waitFor();
  });

  it('says so when nothing matches', async () => {
    await page.locator('naif-fleet-filters input[type=search]').fill('no such plate');
    await page.getByText('Nothing matches').waitFor();
    await page.getByRole('button', { name: 'Show all', exact: true }).click();
    await until(
      () => rows().count(),
      (count) => count === 8,
    );
  });
});

describe('a client', () => {
  it('sees their own vehicles only, and nobody else’s by its address', async () => {
    await signIn(page);
    await until(
      () => rows().count(),
      (count) => count === 8,
    );
    const answer = await page.request.get('/api/vehicles?pageSize=100');
    const { items } = (await answer.json()) as {
      items: { id: string; plate: string; client: { lastName: string } }[];
    };
    const [own, foreign] = [true, false].map((mine) =>
      items.filter(({ client }) => (client.lastName === 'Lefèvre') === mine),
    );

    const theirs = await newContext(browser, demo.origin, DESKTOP, faults);
    const clientPage = await theirs.newPage();
    await signInAsClient(clientPage);
    const list = clientPage.locator('naif-own-vehicle-card .plate');
    await until(
      async () => (await list.allInnerTexts()).sort().join(),
      (found) =>
        found ===
        own!
          .map(({ plate }) => plate)
          .sort()
          .join(),
    );
    // How a device is, is for those who look after it.
    const mine = own![0]!.id;
    await clientPage.goto(`/vehicle/${mine}?tab=device`);
    await clientPage.getByTestId('rpm').waitFor();
    expect(await clientPage.getByRole('link', { name: 'Device', exact: true }).count()).toBe(0);
    const health = await clientPage.request.get(`/api/vehicles/${mine}/device`);
    expect(health.status()).toBe(403);

    await clientPage.goto(`/vehicle/${foreign![0]!.id}`);
    await clientPage.getByRole('link', { name: 'Back to my vehicles' }).waitFor();
    expect(await clientPage.locator('body').innerText()).not.toContain(foreign![0]!.plate);
    await theirs.close();
  });
});

describe('a session that is over', () => {
  /** Ends the session on the server as if from another place; the browser still holds its cookies. */
  async function endSession(): Promise<void> {
    const cookies = await context.cookies(`${demo.origin}/api/auth/logout`);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const answer = await fetch(`${demo.origin}/api/auth/logout`, {
      method: 'POST',
      headers: { cookie },
    });
    expect(answer.status).toBe(204);
  }

  it('leads an open page to the login, says why, and back to where one was', async () => {
    await signIn(page);
    await chooseMovingVehicle();
    await page.getByRole('link', { name: 'Open the vehicle' }).click();
    await page.waitForURL('**/vehicle/*');
    const address = new URL(page.url()).pathname;
    await endSession();
    // The server closes the live connection; the page finds out without being touched.
    await page.getByTestId('expired').waitFor({ timeout: 60_000 });
    await fillLogin(page, 'employee@naif.example', PASSWORD);
    await page.waitForURL(`**${address}`);
  });

  it('is found when its cookies have run out', async () => {
    await signIn(page);
    await context.clearCookies();
    await page.reload();
    await page.getByTestId('expired').waitFor();
    expect(new URL(page.url()).pathname).toBe('/login');
  });

  it('is renewed without a word while it can be', async () => {
    await signIn(page);
    await context.clearCookies({ name: 'naif_access' });
    await page.reload();
    await until(
      () => rows().count(),
      (count) => count === 8,
    );
    const names = (await context.cookies(`${demo.origin}/api/auth`)).map(({ name }) => name);
    expect(names).toContain('naif_access');
  });

  it('ends when one signs out', async () => {
    await signIn(page);
    await page.getByRole('button', { name: 'Account of' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL('**/login**');
    expect((await page.request.get('/api/auth/me')).status()).toBe(401);
  });
});

/** In the page: how many of the application's files the service worker has not kept yet. */
async function filesNotKept(): Promise<number> {
  const manifest = (await (await fetch('/ngsw.json')).json()) as {
    assetGroups: { name: string; urls: string[] }[];
  };
  const urls = manifest.assetGroups.find(({ name }) => name === 'shell')?.urls ?? ['none'];
  const kept = await Promise.all(urls.map((url) => caches.match(url)));
  return kept.filter((answer) => answer === undefined).length;
}

describe('the service worker', () => {
  it('opens the application without the network', async () => {
    await context.close();
    context = await newContext(browser, demo.origin, DESKTOP, faults, 'allow');
    page = await context.newPage();
    await signIn(page);
    await page.waitForFunction(
      async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
    );
    // It fetches what it keeps after it was activated.
    await until(
      () => page.evaluate(filesNotKept),
      (left) => left === 0,
    );
    await context.setOffline(true);
    await page.reload();
    await page.locator('naif-root, body').first().waitFor();
    expect(await page.title()).toContain('NAIF');
    faults.length = 0;
  });
});

// Last: what it enters stays, and the others count the fleet.
describe('the desk', () => {
  beforeEach(() => signIn(page));

  const press = (keys: string) => page.keyboard.press(keys);
  const type = (text: string) => page.keyboard.type(text);
  /** Fills in fields one after another, as the tab key goes; an empty one is passed over. */
  async function fill(...texts: readonly string[]): Promise<void> {
    for (const [index, text] of texts.entries()) {
      if (index > 0) await press('Tab');
      await type(text);
    }
  }
  /** The fields of the form that is open, once it has the keyboard. */
  async function formOf(title: string): Promise<void> {
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.locator('naif-form-frame :focus').waitFor();
  }

  it('enters a client, their car and its contract by keyboard alone, and finds them again', async () => {
    await press('g');
    await press('c');
    await page.waitForURL('**/clients');
    await page.locator('tbody a.name').first().waitFor();
    await press('j');
    expect(await page.locator('tbody a.name:focus').count()).toBe(1);
    await page.getByRole('link', { name: 'New client' }).first().focus();
    await press('Enter');

    await formOf('New client');
    // The last name first: the kind of client is a person already.
    await fill('Beauvoir', 'Sévérine', 'severine@naif');
    await press('Control+Shift+Enter');
    await page.getByTestId('faults').waitFor();
    expect(await page.locator('.field-error').allInnerTexts()).toEqual([
      expect.stringContaining('not complete'),
    ]);
    await press('End');
    await type('.example');
    await press('Control+Shift+Enter');

    await formOf('New vehicle');
    expect(await page.getByRole('combobox', { name: 'Client', exact: true }).inputValue()).toBe(
      'Sévérine Beauvoir',
    );
    // The plate is French already.
    await fill('ZZ-987-YY', '', 'VF1BB1R0H99999999', 'Renault', 'Zoe');
    await press('Control+Shift+Enter');

    await formOf('New contract');
    const start = page.getByLabel('Start');
    await start.focus();
    // Native date fields read the order of the browser's own language.
    await start.fill('2026-12-01');
    await page.getByLabel('Yearly premium').focus();
    await type('584,50');
    await press('Control+Enter');
    await page.getByTestId('contract-status').waitFor();
    expect(await page.getByTestId('contract-status').innerText()).toContain('Quote');
    const number = await page.getByRole('heading', { level: 1 }).innerText();
    const parties = page.getByTestId('contract-parties');
    await until(
      () => parties.innerText(),
      (text) => text.includes('Sévérine Beauvoir') && text.includes('ZZ-987-YY'),
    );

    await press('Control+k');
    await page.locator('naif-global-search input:focus').waitFor();
    await type('severine');
    // The client, their car and its contract.
    const found = page.getByRole('option');
    await until(
      () => found.count(),
      (count) => count === 3,
    );
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: number }).waitFor();
  });

  it('keeps a list’s state in the address, and work that is not saved', async () => {
    await page.goto('/vehicles');
    await page.locator('tbody a.name').first().waitFor();
    await page.getByRole('button', { name: 'Make' }).click();
    await page.waitForURL(/\/vehicles\?sort=make$/);
    await page.getByRole('searchbox').fill('no such plate');
    await page.getByText('Nothing matches').waitFor();
    await page.goBack();
    await page.locator('tbody a.name').first().waitFor();
    expect(new URL(page.url()).search).toBe('');

    await page.goto('/clients/new');
    await formOf('New client');
    await type('Half a name');
    await press('Escape');
    await page.getByRole('button', { name: 'Keep a draft' }).click();
    await page.waitForURL('**/clients');
    await page.goto('/clients/new');
    await page.getByRole('button', { name: 'Take it up again' }).click();
    expect(await page.getByLabel('Last name').inputValue()).toBe('Half a name');
    await press('Escape');
    await page.getByRole('button', { name: 'Discard everything' }).click();
    await page.waitForURL('**/clients');
  });
});
