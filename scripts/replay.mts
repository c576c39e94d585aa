/** `npm run replay -- --recording FILE --server URL --code CODE [--speed N] [--from ISO-8601]`: one vehicle from one recorded drive. */
import { buildChanged } from './build-targets.mts';
import { CALLED_IN, runForeground } from './processes.mts';
import { runMain } from './terminal.mts';

runMain(async () => {
  await buildChanged(['wire', 'device-agent']);
  const args = ['replay', ...process.argv.slice(2)];
  return runForeground('device-agent/dist/src/main.js', args, CALLED_IN);
});
