/** axe on every page, on a desk and on a phone, in light and dark: nothing serious, nothing critical. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import {
  DESKTOP,
  launchBrowser,
  logIn,
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

/** On the phone nothing but the layout is another one: its structure and colours are looked at once, in dark. */
const LOOKS: readonly (readonly [string, Look, readonly Look['theme'][]])[] = [
  ['on a desk', DESKTOP, ['light', 'dark']],
  ['on a phone, in French', { ...DESKTOP, ...PHONE, language: 'fr' }, ['dark']],
];

/** Pages of the administration, and what each waits for. */
const ADMINISTRATION = [
  ['accounts', 'tbody a.name'],
  ['accounts/new', 'naif-field'],
  ['roles', '[data-testid=permission]'],
  ['portfolios', '[data-testid=portfolios] tbody th'],
  ['devices', 'tbody a.name'],
  ['audit', '[data-testid=entry]'],
  ['system', '[data-store]'],
] as const;

/** Every violation that is at least serious, with where it is: of the page in the first theme, of its colours in the others. */
async function violations(page: Page, themes: readonly Look['theme'][]): Promise<string[]> {
  const found: string[] = [];
  for (const [index, theme] of themes.entries()) {
    await show(page, theme);
    const axe = new AxeBuilder({ page }).setLegacyMode().options({
      resultTypes: ['violations'],
      ...(index > 0 && { runOnly: ['color-contrast'] }),
    });
    for (const { impact, id, nodes } of (await axe.analyze()).violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      found.push(
        ...nodes.map(
          ({ html, failureSummary }) => `${theme}, ${id}: ${html}\n${failureSummary ?? ''}`,
        ),
      );
    }
  }
  return found;
}

/** Shows the page in a theme, and waits until it is there as a whole. */
async function show(page: Page, theme: Look['theme']): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await page.locator(`html[data-theme=${theme}]`).waitFor();
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
}

/** A walk through some pages that judges each. */
type Walk = (page: Page, judge: (name: string) => Promise<void>) => Promise<void>;

/** Takes the walk in every look, side by side: each has a page, and so a process of the browser, of its own. */
async function takeWalk(walk: Walk): Promise<void> {
  const found: Record<string, string[]> = {};
  await Promise.all(
    LOOKS.map(async ([where, look, themes]) => {
      const context = await newContext(browser, demo.origin, look);
      const page = await context.newPage();
      await walk(page, async (name) => {
        found[`${name}, ${where}`] = await violations(page, themes);
      });
      await context.close();
    }),
  );
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((name) => [name, []])));
}

const WALKS: readonly (readonly [string, Walk])[] = [
  [
    'before the login',
    async (page, judge) => {
      await page.goto('/login');
      await page.locator('button[type=submit]').waitFor();
      await judge('login');
      await page.locator('button[type=submit]').click();
      await page.locator('.field-error').first().waitFor();
      await judge('login with its faults');
      await page.goto('/password-reset');
      await page.locator('#email').waitFor();
      await judge('forgotten password');
      await page.goto('/invitation#cut-short');
      await page.getByTestId('refusal').waitFor();
      await judge('invitation that does not work');
      await page.goto('/demo/outbox');
      await page.locator('main h1').waitFor();
      await judge('mail of the demo');
    },
  ],
  [
    'about the fleet and a vehicle',
    async (page, judge) => {
      await signIn(page);
      await until(
        () => page.locator('naif-fleet-list [role=option]').count(),
        (count) => count >= 4,
      );
      await judge('fleet');
      await page.locator('naif-fleet-list [role=option]').first().click();
      await page.locator('naif-vehicle-card').waitFor();
      await judge('fleet with a vehicle chosen');
      await page.locator('naif-vehicle-card a').first().click();
      await page.waitForURL('**/vehicle/*');
      await page.getByTestId('rpm').waitFor();
      await judge('vehicle');
      await page.goto(`${page.url().split('?')[0] ?? ''}?tab=obd2`);
      await page.getByTestId('gauge-rpm').waitFor();
      await judge('vehicle, OBD-2');
      await page.goto(`${page.url().split('?')[0] ?? ''}?tab=device`);
      await page.getByTestId('device-summary').waitFor({ timeout: 90_000 });
      await page.getByTestId('restart').waitFor();
      await judge('vehicle, device');
    },
  ],
  [
    'at the desk',
    async (page, judge) => {
      await logIn(page);
      for (const list of ['clients', 'vehicles', 'contracts']) {
        await page.goto(`/${list}`);
        await page.locator('tbody a.name').first().waitFor();
        await judge(list);
      }
      await page.locator('tbody a.name').first().click();
      await page.getByTestId('contract-parties').waitFor();
      await judge('contract');
      await page.getByTestId('step').click();
      await page.locator('mat-dialog-container naif-field').first().waitFor();
      await judge('step of a contract');
      await page.keyboard.press('Escape');
      await page.getByTestId('contract-parties').locator('a').first().click();
      await page.getByTestId('client-vehicles').locator('a').first().waitFor();
      await judge('client');
      await page.getByTestId('client-vehicles').locator('a').first().click();
      await page.getByTestId('coverage').locator('.verdict').waitFor();
      await judge('papers of a vehicle');
      await page.getByTestId('change-owner').click();
      await page.locator('mat-dialog-container naif-field').first().waitFor();
      await judge('change of owner');
      await page.goto('/due');
      await page.locator('naif-due-page naif-empty-state, naif-due-page .lines').first().waitFor();
      await judge('due soon');
      await page.goto('/imports');
      await page.locator('main h1').waitFor();
      await judge('imports');
      for (const form of ['clients', 'vehicles', 'contracts']) {
        await page.goto(`/${form}/new`);
        await page.locator('naif-form-frame button[type=submit]').click();
        await page.getByTestId('faults').waitFor();
        await judge(`${form}, form with its faults`);
      }
      await page.locator('naif-picker input').fill('le');
      await page.getByRole('option').first().waitFor();
      await judge('choices');
    },
  ],
  [
    'about the own account',
    async (page, judge) => {
      await logIn(page);
      await page.goto('/account');
      await page.getByTestId('sessions').waitFor();
      await judge('own account');
      await page.getByTestId('change-password').click();
      await page.locator('#new-password').waitFor();
      await judge('change of the password');
      await page.goto('/no/such/page');
      await page.locator('main h1').waitFor();
      await judge('not found');
    },
  ],
  [
    "in a client's corner",
    async (page, judge) => {
      await signInAsClient(page);
      await judge("a client's vehicles");
      for (const part of ['contracts', 'documents', 'data']) {
        await page.goto(`/home/${part}`);
        await page.locator('.card').first().waitFor();
        await judge(`a client's ${part}`);
      }
    },
  ],
  [
    'in the administration',
    async (page, judge) => {
      await logIn(page, 'admin@naif.example');
      for (const [part, filled] of ADMINISTRATION) {
        await page.goto(`/admin/${part}`);
        await page.locator(filled).first().waitFor();
        await judge(`administration, ${part}`);
      }
      await page.goto('/admin/accounts');
      await page.locator('tbody a.name').first().click();
      await page.getByTestId('account-sessions').waitFor();
      await judge('administration, an account');
    },
  ],
];

it.each(WALKS)('nothing serious %s', (_, walk) => takeWalk(walk));

it('would find a serious fault, also one in dark only', async () => {
  const context = await newContext(browser, demo.origin, DESKTOP);
  const page = await context.newPage();
  await page.goto('/login');
  await page.locator('h1').waitFor();
  expect(await violations(page, ['light', 'dark'])).toEqual([]);
  await page.addStyleTag({
    content: '@media (prefers-color-scheme: dark) { h1 { color: #333; background: #222; } }',
  });
  expect(await violations(page, ['light', 'dark'])).toEqual([
    expect.stringContaining('color-contrast'),
  ]);
  await page.evaluate(() => document.querySelector('label[for=email]')?.remove());
  expect(await violations(page, ['light', 'dark'])).toContainEqual(
    expect.stringContaining('label'),
  );
  await context.close();
});
