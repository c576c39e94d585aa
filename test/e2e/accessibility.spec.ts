/** axe on every page, on a desk and on a phone, in light and dark: nothing serious, nothing critical. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import {
  DESKTOP,
  launchBrowser,
  type Look,
  newContext,
  signIn,
  signInAsClient,
  until,
} from './browser.js';
import { DemoProcess, freePort, newFolder, removeFolder } from './demo-process.js';

jest.setTimeout(300_000);

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
  ['on a desk', DESKTOP],
  ['on a phone, in French', { ...DESKTOP, ...PHONE, language: 'fr' }],
];

/** Pages of the administration, and what each waits for. */
const ADMINISTRATION = [
  ['accounts', 'tbody a.name'],
  ['accounts/new', 'naif-field'],
  ['roles', '[data-testid=permission]'],
  ['devices', 'tbody a.name'],
  ['audit', '[data-testid=entry]'],
  ['system', '[data-store]'],
] as const;

/** Every violation that is at least serious, with where it is: of the page in light, and of its colours in dark. */
async function violations(page: Page): Promise<string[]> {
  const light = await new AxeBuilder({ page }).analyze();
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light.violations, ...dark.violations]
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
    );
}

/** The administrator's pages. */
const ADMINISTRATION = ['accounts', 'accounts/new', 'roles', 'portfolios', 'devices', 'audit', 'system'];

/** Waits until a page is there and no part of it is still loading. */
async function settled(page: Page): Promise<void> {
  await page.locator('main :is(h1, h2, form, table)').first().waitFor();
  await until(
    () => page.locator('main [aria-busy=true]').count(),
    (count) => count === 0,
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

    await page.goto('/password-reset');
    await page.locator('#email').waitFor();
    found['forgotten password'] = await violations(page);
    await page.goto('/invitation#cut-short');
    await page.getByTestId('refusal').waitFor();
    found['invitation that does not work'] = await violations(page);
    await page.goto('/demo/outbox');
    await page.locator('main h1').waitFor();
    found['mail of the demo'] = await violations(page);

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
    await page.getByTestId('client-vehicles').locator('a').first().click();
    await page.getByTestId('coverage').locator('.verdict').waitFor();
    found['papers of a vehicle'] = await violations(page);
    await page.getByTestId('change-owner').click();
    await page.locator('mat-dialog-container naif-field').first().waitFor();
    found['change of owner'] = await violations(page);
    await page.goto('/due');
    await page.locator('naif-due-page naif-empty-state, naif-due-page .lines').first().waitFor();
    found['due soon'] = await violations(page);
    for (const form of ['clients', 'vehicles', 'contracts']) {
      await page.goto(`/${form}/new`);
      await page.locator('naif-form-frame button[type=submit]').click();
      await page.getByTestId('faults').waitFor();
      found[`${form}, form with its faults`] = await violations(page);
    }
    await page.locator('naif-picker input').fill('le');
    await page.getByRole('option').first().waitFor();
    found['choices'] = await violations(page);

    await page.goto('/account');
    await page.getByTestId('sessions').waitFor();
    found['own account'] = await violations(page);
    await page.getByTestId('change-password').click();
    await page.locator('#new-password').waitFor();
    found['change of the password'] = await violations(page);

    await page.goto('/no/such/page');
    await page.locator('main h1').waitFor();
    found['not found'] = await violations(page);

    const own = await newContext(browser, demo.origin, look);
    const client = await own.newPage();
    await signInAsClient(client);
    found["a client's vehicles"] = await violations(client);
    for (const part of ['contracts', 'documents', 'data']) {
      await client.goto(`/home/${part}`);
      await client.locator('.card').first().waitFor();
      found[`a client's ${part}`] = await violations(client);
    }
    await own.close();

    const house = await newContext(browser, demo.origin, look);
    const admin = await house.newPage();
    await signIn(admin, 'admin@naif.example');
    for (const [part, filled] of ADMINISTRATION) {
      await admin.goto(`/admin/${part}`);
      await admin.locator(filled).first().waitFor();
      found[`administration, ${part}`] = await violations(admin);
    }
    await admin.goto('/admin/accounts');
    await admin.locator('tbody a.name').first().click();
    await admin.getByTestId('account-sessions').waitFor();
    found['administration, an account'] = await violations(admin);
    await house.close();

    const empty = Object.fromEntries(Object.keys(found).map((name) => [name, []]));
    expect(found).toEqual(empty);
    await context.close();
  });

  it('nothing serious in the administration and in imports', async () => {
    const context = await newContext(browser, demo.origin, look);
    const page = await context.newPage();
    await signIn(page, 'admin@naif.example');
    const found: Record<string, string[]> = {};
    for (const address of [...ADMINISTRATION.map((part) => `admin/${part}`), 'imports']) {
      await page.goto(`/${address}`);
      await settled(page);
      found[address] = await violations(page);
    }
    await page.goto('/admin/accounts');
    await page.locator('tbody a.name').first().click();
    await page.waitForURL(/accounts\/[0-9a-f-]{36}$/);
    await settled(page);
    found['an account'] = await violations(page);

    const empty = Object.fromEntries(Object.keys(found).map((name) => [name, []]));
    expect(found).toEqual(empty);
    await context.close();
  });
});

it('would find a serious fault, also one in dark only', async () => {
  const context = await newContext(browser, demo.origin, DESKTOP);
  const page = await context.newPage();
  await page.goto('/login');
  await page.locator('h1').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.addStyleTag({
    content: '@media (prefers-color-scheme: dark) { h1 { color: #333; background: #222; } }',
  });
  expect(await violations(page)).toEqual([expect.stringContaining('color-contrast')]);
  await page.evaluate(() => document.querySelector('label[for=email]')?.remove());
  expect(await violations(page)).toContainEqual(expect.stringContaining('label'));
  await context.close();
});
