/** A day at the insurer's, by those who live it: one demo, scene after scene, each by somebody else. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { administrationScene } from './day/administration.js';
import { deskScene } from './day/desk.js';
import { importScene } from './day/import.js';
import { portalScene } from './day/portal.js';
import { DemoProcess, freePort, newFolder, removeFolder } from './demo-process.js';

jest.setTimeout(180_000);

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

it.each([
  ['an employee finds, suspends and renews a contract, and hands a car over', deskScene],
  ['an employee imports a file with ten kinds of error, once it is mended', importScene],
  ['a client logs in on a phone with a code by e-mail', portalScene],
  ['an administrator invites somebody, and ends a session', administrationScene],
])('%s', async (_, scene) => {
  const faults: string[] = [];
  await scene(browser, demo, faults);
  expect(faults).toEqual([]);
});
