/** axe on every page, in light and dark, on a desk and on a phone: nothing serious, nothing critical. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { DESKTOP, launchBrowser, type Look, newContext, signIn, until } from './browser.js';
import { DemoProcess, freePort, newFolder, removeFolder } from './demo-process.js';

jest.setTimeout(120_000);

const folder = newFolder();
let demo: DemoProcess;
let browser: Browser;

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

const PHONE = { width: 390, height: 844 };

const LOOKS: readonly (readonly [string, Look])[] = [
  ['light, on a desk', DESKTOP],
  ['dark, on a desk', { ...DESKTOP, theme: 'dark' }],
  ['light, on a phone, in French', { ...DESKTOP, ...PHONE, language: 'fr' }],
  ['dark, on a phone', { ...DESKTOP, ...PHONE, theme: 'dark' }],
];

/** Every violation that is at least serious, with where it is. */
async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
    );
}

describe.each(LOOKS)('%s', (_, look) => {
  it('nothing serious on any page', async () => {
    const context = await newContext(browser, demo.origin, look);
    const page = await context.newPage();
    const found: Record<string, string[]> = {};

    await page.goto('/login');
    await page.locator('button[type=submit]').waitFor();
    found['login'] = await violations(page);
    await page.locator('button[type=submit]').click();
    await page.locator('.field-error').first().waitFor();
    found['login with its faults'] = await violations(page);

    await signIn(page);
    await until(
      () => page.locator('naif-fleet-list [role=option]').count(),
      (count) => count >= 4,
    );
    found['fleet'] = await violations(page);
    await page.locator('naif-fleet-list [role=option]').first().click();
    await page.locator('naif-vehicle-card').waitFor();
    found['fleet with a vehicle chosen'] = await violations(page);

    await page.locator('naif-vehicle-card a').first().click();
    await page.waitForURL('**/vehicle/*');
    await page.getByTestId('rpm').waitFor();
    found['vehicle'] = await violations(page);
    await page.goto(`${page.url().split('?')[0] ?? ''}?tab=obd2`);
    await page.getByTestId('gauge-rpm').waitFor();
    found['vehicle, OBD-2'] = await violations(page);
    await page.goto(`${page.url().split('?')[0] ?? ''}?tab=device`);
    await page.getByTestId('device-summary').waitFor({ timeout: 90_000 });
    await page.getByTestId('restart').waitFor();
    found['vehicle, device'] = await violations(page);

    for (const list of ['clients', 'vehicles', 'contracts']) {
      await page.goto(`/${list}`);
      await page.locator('tbody a.name').first().waitFor();
      found[list] = await violations(page);
    }
    await page.locator('tbody a.name').first().click();
    await page.getByTestId('contract-parties').waitFor();
    found['contract'] = await violations(page);
    await page.getByTestId('step').click();
    await page.locator('mat-dialog-container naif-field').first().waitFor();
    found['step of a contract'] = await violations(page);
    await page.keyboard.press('Escape');
    await page.getByTestId('contract-parties').locator('a').first().click();
    await page.getByTestId('client-vehicles').locator('a').first().waitFor();
    found['client'] = await violations(page);
    for (const form of ['clients', 'vehicles', 'contracts']) {
      await page.goto(`/${form}/new`);
      await page.locator('naif-form-frame button[type=submit]').click();
      await page.getByTestId('faults').waitFor();
      found[`${form}, form with its faults`] = await violations(page);
    }
    await page.locator('naif-picker input').fill('le');
    await page.getByRole('option').first().waitFor();
    found['choices'] = await violations(page);

    await page.goto('/imports');
    await page.getByTestId('file').waitFor({ state: 'attached' });
    found['imports'] = await violations(page);

    await page.goto('/no/such/page');
    await page.locator('main h1').waitFor();
    found['not found'] = await violations(page);

    const empty = Object.fromEntries(Object.keys(found).map((name) => [name, []]));
    expect(found).toEqual(empty);
    await context.close();
  });
});

it('would find a serious fault', async () => {
  const context = await newContext(browser, demo.origin, DESKTOP);
  const page = await context.newPage();
  await page.goto('/login');
  await page.locator('h1').waitFor();
  await page.evaluate(() => document.querySelector('label[for=email]')?.remove());
  expect(await violations(page)).not.toEqual([]);
  await context.close();
});
