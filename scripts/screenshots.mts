/**
 * `npm run screenshots [-- --url http://127.0.0.1:8080]`: draws docs/screenshots anew from a running demo, its own unless
 * one is named.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { spawn } from 'node:child_process';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { provideDebianPackages } from './debian-packages.mts';
import { takePort } from './demo-settings.mts';
import { NODE, ROOT } from './processes.mts';
import { done, Refusal, runMain, step } from './terminal.mts';

/** How one series of pictures is taken. */
interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: 'fr' | 'en';
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel. */
  readonly scale: number;
}

const DESK = { width: 1280, height: 800, scale: 1 };
const PHONE = { width: 390, height: 844, scale: 2 };

/** The desk's pages, in the order in which one leads to the next. */
const DESK_PAGES = ['due', 'contracts', 'contract', 'client', 'papers', 'account'] as const;

/** The administration's, which an administrator sees. */
const ADMIN_PAGES = ['accounts', 'roles', 'devices', 'system'] as const;

/** What is shown of each: a name for the files, and the pages. */
const SERIES: readonly (readonly [string, Look, readonly PageName[]])[] = [
  [
    'light',
    { ...DESK, theme: 'light', language: 'fr' },
    ['login', 'fleet', 'selected', 'vehicle', 'obd2', 'device', ...DESK_PAGES, ...ADMIN_PAGES],
  ],
  [
    'dark',
    { ...DESK, theme: 'dark', language: 'fr' },
    ['login', 'fleet', 'selected', 'vehicle', 'obd2', 'device', ...DESK_PAGES, ...ADMIN_PAGES],
  ],
  [
    'phone',
    { ...PHONE, theme: 'light', language: 'fr' },
    ['login', 'fleet', 'selected', 'vehicle', 'device', ...DESK_PAGES, ...ADMIN_PAGES],
  ],
  ['phone-dark', { ...PHONE, theme: 'dark', language: 'fr' }, ['selected']],
  ['english', { ...DESK, theme: 'light', language: 'en' }, ['fleet']],
];

/** In the order in which a person comes by. */
const PAGES = [
  'login',
  'fleet',
  'selected',
  'vehicle',
  'obd2',
  'device',
  ...DESK_PAGES,
  ...ADMIN_PAGES,
] as const;
type PageName = (typeof PAGES)[number];

const FOLDER = join(ROOT, 'docs/screenshots');

/** Drives are replayed this many times faster until they meet now: so there is a track to be seen. */
const SPEED = 30;
/** The longest recording lasts about half an hour. */
const CATCH_UP_MS = 60_000;

/** Time for tiles, fonts and the first live frames, ms. */
const SETTLE_MS = 4000;

function newContext(browser: Browser, origin: string, look: Look): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: origin,
    colorScheme: look.theme,
    locale: look.language,
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    viewport: { width: look.width, height: look.height },
    deviceScaleFactor: look.scale,
    storageState: {
      cookies: [],
      origins: [{ origin, localStorage: [{ name: 'naif.language', value: look.language }] }],
    },
  });
}

async function logIn(page: Page, account: string): Promise<void> {
  await page.locator('#email').fill(account);
  await page.locator('#password').fill(process.env['DEMO_PASSWORD'] ?? 'naif-demo');
  await page.locator('button[type=submit]').click();
}

async function takeSeries(
  browser: Browser,
  origin: string,
  name: string,
  look: Look,
  pages: readonly PageName[],
): Promise<void> {
  const context = await newContext(browser, origin, look);
  const page = await context.newPage();
  for (const each of PAGES) {
    await open(page, each);
    if (pages.includes(each)) await take(page, `${each}-${name}`);
  }
  await context.close();
}

/** Goes on to the next page, as a person would. */
async function open(page: Page, name: PageName): Promise<void> {
  switch (name) {
    case 'login':
      await page.goto('/login');
      await page.locator('button[type=submit]').waitFor();
      return;
    case 'fleet':
      await logIn(page, 'employee@naif.example');
      await page.locator('naif-fleet-list [role=option]').first().waitFor();
      return;
    case 'selected':
      await page
        .locator('naif-fleet-list [role=option]')
        .filter({ has: page.locator('[data-state=moving]') })
        .first()
        .click({ timeout: 90_000 });
      await page.locator('naif-vehicle-card').waitFor();
      return;
    case 'vehicle':
      await page.locator('naif-vehicle-card a').first().click();
      await page.getByTestId('rpm').waitFor();
      return;
    case 'obd2':
      await page.goto(`${page.url().split('?')[0] ?? ''}?tab=obd2`);
      await page.getByTestId('gauge-rpm').waitFor();
      return;
    case 'device':
      await page.goto(`${page.url().split('?')[0] ?? ''}?tab=device`);
      // A driving device reports every minute; its first word is from before its drivers found their devices.
      await page.locator('[data-testid=health-gps][data-level=good]').waitFor({ timeout: 180_000 });
      return;
    case 'account':
      await page.goto('/account');
      await page.getByTestId('sessions').waitFor();
      return;
    case 'accounts':
      await page.context().clearCookies();
      await page.goto('/login');
      await logIn(page, 'admin@naif.example');
      await page.waitForURL('**/fleet**');
      await page.goto('/admin/accounts');
      await page.locator('tbody a.name').first().waitFor();
      return;
    case 'roles':
      await page.goto('/admin/roles');
      await page.getByTestId('permission').first().waitFor();
      return;
    case 'devices':
      await page.goto('/admin/devices');
      await page.locator('tbody a.name').first().waitFor();
      return;
    case 'system':
      await page.goto('/admin/system');
      await page.locator('[data-store]').first().waitFor();
      return;
    case 'due':
      await page.goto('/due');
      await page.locator('naif-due-page naif-empty-state, naif-due-page .lines').first().waitFor();
      return;
    case 'contracts':
      await page.goto('/contracts');
      await page.locator('tbody a.name').first().waitFor();
      return;
    case 'contract':
      await page.locator('tbody a.name').first().click();
      await page.getByTestId('contract-versions').locator('ol').waitFor();
      return;
    case 'client':
      await page.getByTestId('contract-parties').locator('a').first().click();
      await page.getByTestId('client-vehicles').locator('a').first().waitFor();
      return;
    case 'papers':
      await page.getByTestId('client-vehicles').locator('a').first().click();
      await page.getByTestId('coverage').locator('.verdict').waitFor();
      return;
    default:
      name satisfies never;
  }
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(SETTLE_MS);
  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  done(`docs/screenshots/${name}.png (${Math.round(statSync(path).size / 1024)} kB)`);
}

/** Runs `work` against a demo of our own, on a free port and a data folder that is thrown away. */
async function withDemo(work: (origin: string) => Promise<void>): Promise<void> {
  const port = await takePort(0);
  const dataDir = mkdtempSync(join(tmpdir(), 'naif-screenshots-'));
  // User postgres may enter it, so that the database is inside and goes with it.
  chmodSync(dataDir, 0o755);
  step('Starting a demo for the pictures …');
  const demo = spawn(NODE, [join(ROOT, 'scripts/demo.mts')], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DEMO_SPEED: String(SPEED) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => demo.on('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      let said = '';
      demo.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('NAIF Control is running')) resolve();
      });
      void ended.then(() => reject(new Refusal(`The demo ended:\n${said}`)));
    });
    step('Letting the vehicles drive for a minute …');
    await sleep(CATCH_UP_MS);
    await work(`http://127.0.0.1:${port}`);
  } finally {
    demo.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Pages that stand at an address of their own, by the account that sees them: `undefined` is nobody's. */
const VISITS: readonly (readonly [string | undefined, readonly (readonly [string, string])[]])[] = [
  [
    undefined,
    [
      ['forgotten-password', '/password-reset'],
      ['outbox', '/demo/outbox'],
    ],
  ],
  [
    'employee@naif.example',
    [
      ['clients', '/clients'],
      ['vehicles', '/vehicles'],
      ['client-form', '/clients/new'],
      ['vehicle-form', '/vehicles/new'],
      ['contract-form', '/contracts/new'],
      ['imports', '/imports'],
    ],
  ],
  [
    'admin@naif.example',
    [
      ['invitation', '/admin/accounts/new'],
      ['portfolios', '/admin/portfolios'],
      ['audit', '/admin/audit'],
    ],
  ],
  [
    'client@naif.example',
    [
      ['own-vehicles', '/home'],
      ['own-contracts', '/home/contracts'],
      ['own-documents', '/home/documents'],
      ['own-data', '/home/data'],
    ],
  ],
];

/** The looks in which every page is shown. */
const EVERY_PAGE = ['light', 'dark', 'phone'];

async function takeVisits(
  browser: Browser,
  origin: string,
  name: string,
  look: Look,
): Promise<void> {
  for (const [account, pages] of VISITS) {
    const page = await (await newContext(browser, origin, look)).newPage();
    if (account !== undefined) {
      await page.goto('/login');
      await logIn(page, account);
      await page.waitForURL(/\/(fleet|home)/);
    }
    for (const [each, address] of pages) {
      await page.goto(address);
      await page.locator('main :is(h1, h2)').first().waitFor({ state: 'attached' });
      await take(page, `${each}-${name}`);
    }
    await page.context().close();
  }
}

async function takeAll(origin: string): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    chromiumSandbox: process.getuid?.() !== 0,
  });
  try {
    for (const [name, look, pages] of SERIES) {
      await takeSeries(browser, origin, name, look, pages);
      if (EVERY_PAGE.includes(name)) await takeVisits(browser, origin, name, look);
    }
  } finally {
    await browser.close();
  }
}

runMain(async () => {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  await provideDebianPackages(['e2e']);
  if (values.url === undefined) await withDemo(takeAll);
  else await takeAll(values.url);
  return 0;
});
