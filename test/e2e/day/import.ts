import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { DESKTOP, newContext, signIn } from '../browser.js';
import type { DemoProcess } from '../demo-process.js';

/** Lines of the first file, and the rule that each of them breaks. */
const FAULTS = [
  '3 isEmail',
  '4 isPhone',
  '5 isDay',
  '6 inFuture',
  '7 isPostcode',
  '8 required',
  '9 isSiren',
  '10 isIn',
  '11 IMPORT.TWICE_IN_FILE',
  '12 IMPORT.TOO_MANY_CELLS',
];

/**
 * An employee imports a file with ten kinds of error, reads what is wrong, imports the mended one, and finds the clients
 * by search.
 */
export async function sceneImport(
  browser: Browser,
  demo: DemoProcess,
  faults: string[],
): Promise<void> {
  const context = await newContext(browser, demo.origin, DESKTOP, faults);
  try {
    const page = await context.newPage();
    await signIn(page);
    await page.goto('/clients');
    await page.locator('a[href^="/imports?"]').click();

    await page.getByTestId('file').setInputFiles(file('clients-faulty.csv'));
    await page.locator('[data-testid=outcome][data-state=faulty]').waitFor();
    const rows = page.getByTestId('fault');
    await rows.first().waitFor();
    const found = await rows.evaluateAll((all) =>
      all.map((row) => `${row.querySelector('td')?.textContent} ${row.getAttribute('data-code')}`),
    );
    same(found, FAULTS);
    const download = page.waitForEvent('download');
    await page.getByTestId('faulty-lines').click();
    const mended = readFileSync(await (await download).path(), 'utf8');
    same([mended.trim().split('\r\n').length], [FAULTS.length + 1]);

    await page.getByTestId('other').click();
    await page.getByTestId('file').setInputFiles(file('clients-mended.csv'));
    await page.getByTestId('execute').click();
    await page.locator('[data-testid=outcome][data-state=done]').waitFor();

    await page.keyboard.press('/');
    await page.keyboard.type('kesler');
    await page.getByRole('option').filter({ hasText: 'Kessler' }).first().click();
    await page.getByText('theophile.kessler@example.fr').first().waitFor();
  } finally {
    await context.close();
  }
}

function file(name: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: readFileSync(join(__dirname, name)) };
}

function same(found: readonly unknown[], expected: readonly unknown[]): void {
  const [is, should] = [JSON.stringify(found), JSON.stringify(expected)];
  if (is !== should) throw new Error(`Found ${is} instead of ${should}`);
}
