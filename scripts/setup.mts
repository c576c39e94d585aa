/** `npm run setup -- --email admin@insurer.example`: creates the server's keys and the first administrator. */
import { buildChanged } from './build-targets.mts';
import { runForeground } from './processes.mts';
import { runMain } from './terminal.mts';

runMain(async () => {
  await buildChanged(['backend']);
  return runForeground('dist/backend/backend/src/cli/setup.js', process.argv.slice(2));
});
