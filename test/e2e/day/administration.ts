import type { Browser, Page } from 'playwright-core';
import { DESKTOP, EMPLOYEE, fillLogin, newContext, PASSWORD, signIn } from '../browser.js';
import type { DemoProcess } from '../demo-process.js';

const ADMINISTRATOR = 'admin@naif.example';
const INVITED = { name: 'Zoé Durand', email: 'zoe.durand@naif.example' };
const NEW_PASSWORD = 'trois girafes mangent du nougat';
/** A session that an administrator ended is left within so long, ms. */
const OUT_WITHIN_MS = 5_000;

/**
 * An administrator ends the session of an employee, whose browser is at the login page within seconds, wherever it was;
 * and invites somebody, who follows the mailed link, chooses a password and logs in.
 */
export async function sceneAdministration(
  browser: Browser,
  demo: DemoProcess,
  faults: string[],
): Promise<void> {
  const desk = await newContext(browser, demo.origin, DESKTOP, faults);
  const house = await newContext(browser, demo.origin, DESKTOP, faults);
  const fresh = await newContext(browser, demo.origin, DESKTOP, faults);
  try {
    const [employee, admin, newcomer] = await Promise.all(
      [desk, house, fresh].map((context) => context.newPage()),
    );
    if (!employee || !admin || !newcomer) throw new Error('There is a page in each context');
    await Promise.all([signIn(admin, ADMINISTRATOR), signIn(employee)]);
    // Not where the fleet is: what is open when the session ends should not matter.
    await employee.goto('/clients/new');
    await employee.locator('naif-field').first().waitFor();
    await employee.locator('naif-connection-badge').getByText('Live').waitFor();
    await endSessionsOf(admin, EMPLOYEE);
    await isOut(employee);
    await invite(admin);
    await accept(newcomer);
  } finally {
    await Promise.all([desk, house, fresh].map((context) => context.close()));
  }
}

/** Finds the account by the rail, the search and its row, and ends whatever sessions it has. */
async function endSessionsOf(page: Page, email: string): Promise<void> {
  await page.locator('naif-shell > nav a[href="/admin"]').click();
  await page.getByRole('searchbox').last().fill(email);
  await page.locator('tbody tr', { hasText: email }).locator('a.name').click();
  const sessions = page.getByTestId('session');
  await sessions.first().waitFor();
  const all = (await sessions.count()) > 1;
  const button = all ? page.getByTestId('end-all') : sessions.first().getByRole('button');
  await button.click();
}

/** The other browser is at the login page, which says why and leads back to where it was. */
async function isOut(page: Page): Promise<void> {
  await page.waitForURL('**/login?**', { timeout: OUT_WITHIN_MS });
  await page.getByTestId('revoked').waitFor();
  expect(new URL(page.url()).searchParams.get('returnUrl')).toBe('/clients/new');
  await fillLogin(page, EMPLOYEE, PASSWORD);
  await page.waitForURL('**/clients/new');
}

async function invite(page: Page): Promise<void> {
  await page.goto('/admin/accounts/new');
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await field('Name').fill(INVITED.name);
  await field('E-mail address').fill(INVITED.email);
  await field('Role').selectOption('auditor');
  await field('Language').selectOption('en');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/admin\/accounts\/[0-9a-f-]{36}$/);
  await page.getByTestId('account-facts').getByText('Invited', { exact: true }).waitFor();
}

/** Whoever was invited reads their mail, follows its link, and is somebody from then on. */
async function accept(page: Page): Promise<void> {
  await page.goto('/demo/outbox');
  const mail = page.getByTestId('mail').filter({ hasText: INVITED.email }).first();
  await mail.locator('a[href*="/invitation#"]').click();
  await page.locator('#password').fill(NEW_PASSWORD);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/login**');
  await fillLogin(page, INVITED.email, NEW_PASSWORD);
  await page.waitForURL('**/fleet**');
  await page.goto('/admin/accounts');
  await page.locator('tbody tr', { hasText: INVITED.email }).getByText('Active').waitFor();
  // An auditor looks and changes nothing.
  expect(await page.locator('a[href="/admin/accounts/new"]').count()).toBe(0);
}
