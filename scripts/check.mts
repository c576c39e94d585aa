/** `npm run check`: format, lint, types, architecture, generated files without drift. */
import { runChecks } from './checks.mts';
import { stopWithParent } from './processes.mts';
import { runMain } from './terminal.mts';

runMain(async () => {
  stopWithParent();
  const { passed, failed } = await runChecks();
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
