/** `npm run audit:verify [-- --anchor ENTRIES:HASH]`: whether the audit trail is as it was written. */
import { buildChanged } from './build-targets.mts';
import { runForeground } from './processes.mts';
import { runMain } from './terminal.mts';

runMain(async () => {
  await buildChanged(['backend']);
  return runForeground('dist/backend/backend/src/cli/verify-audit.js', process.argv.slice(2));
});
