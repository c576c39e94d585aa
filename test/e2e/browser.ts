import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Debian's chromium; scripts/debian-packages.mts provides it. */
const EXECUTABLE = '/usr/bin/chromium';

export const EMPLOYEE = 'employee@naif.example';
export const CLIENT = 'client@naif.example';
export const PASSWORD = 'naif-demo';

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    // Chromium's own sandbox does not run as root, as which the integration server tests.
    chromiumSandbox: process.getuid?.() !== 0,
  });
}

/** How the browser shows the page. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** `en` unless told otherwise. */
  readonly language?: 'en' | 'fr';
}

export const DESKTOP: Look = { theme: 'light', width: 1280, height: 800 };

/** A browser of its own, with nothing remembered. Faults on its pages end up in `faults`. */
export async function newContext(
  browser: Browser,
  origin: string,
  { theme, width, height, language = 'en' }: Look,
  faults: string[] = [],
  serviceWorkers: 'allow' | 'block' = 'block',
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    // In each new browser it would fetch the whole application once more.
    serviceWorkers,
    colorScheme: theme,
    locale: language === 'fr' ? 'fr-FR' : 'en-GB',
    reducedMotion: 'reduce',
    // The demo's accounts speak French; what was chosen in this browser before goes first.
    storageState: {
      cookies: [],
      origins: [{ origin, localStorage: [{ name: 'naif.language', value: language }] }],
    },
    viewport: { width, height },
  });
  context.setDefaultTimeout(20_000);
  context.on('weberror', (fault) => faults.push(String(fault.error())));
  context.on('console', (message) => {
    // The browser itself reports every answer from 400 on: those are the tests' own doing.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      faults.push(message.text());
    }
  });
  return context;
}

/** Signs in beside the page, which is not there yet: the browser has the session, as after the form. */
export async function logIn(page: Page, email = EMPLOYEE, password = PASSWORD): Promise<void> {
  const answer = await page.request.post('/api/auth/login', { data: { email, password } });
  if (answer.status() !== 200) throw new Error(`The login of ${email} answered ${answer.status()}`);
}

/** Signs a client in and waits for their own vehicles. */
export async function signInAsClient(page: Page, email = CLIENT): Promise<void> {
  await logIn(page, email);
  await page.goto('/');
  await page.waitForURL('**/home');
  await page.locator('naif-own-vehicle-card').first().waitFor();
}

/** Signs in and waits for the fleet. */
export async function signIn(page: Page, email = EMPLOYEE, password = PASSWORD): Promise<void> {
  await logIn(page, email, password);
  await page.goto('/');
  await page.waitForURL('**/fleet**');
  await page.locator('naif-fleet-list [role=option]').first().waitFor();
}

/** Fills in the login form and sends it. */
export async function fillLogin(page: Page, email: string, password: string): Promise<void> {
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Asks again and again until the answer pleases; the last one is the error's when it never does. */
export async function until<T>(
  ask: () => Promise<T>,
  pleases: (answer: T) => boolean,
  withinMs = 30_000,
): Promise<T> {
  const started = Date.now();
  for (;;) {
    const answer = await ask();
    if (pleases(answer)) return answer;
    if (Date.now() - started > withinMs) throw new Error(`Still: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
