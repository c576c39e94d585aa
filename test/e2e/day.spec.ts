/** A day at the insurer's, by those who live it: one demo, scene after scene, each by somebody else. */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.js';
import { sceneAdministration } from './day/administration.js';
import { sceneAtTheDesk } from './day/desk.js';
import { sceneImport } from './day/import.js';
import { scenePortal } from './day/portal.js';
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
  ['an employee finds, suspends and renews a contract, and hands a car over', sceneAtTheDesk],
  ['an employee imports a file with ten kinds of error, once it is mended', sceneImport],
  ['a client logs in on a phone with a code by e-mail', scenePortal],
  ['an administrator invites somebody, and ends a session', sceneAdministration],
])('%s', async (_, scene) => {
  const faults: string[] = [];
  await scene(browser, demo, faults);
  expect(faults).toEqual([]);
});
