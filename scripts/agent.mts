/** `npm run agent -- COMMAND`: the program of the vehicle, from the repository. Without a command it says which there are. */
import { buildChanged } from './build-targets.mts';
import { CALLED_IN, runForeground } from './processes.mts';
import { keepOutputForResults, runMain } from './terminal.mts';

runMain(async () => {
  keepOutputForResults();
  await buildChanged(['wire', 'device-agent']);
  return runForeground('device-agent/dist/src/main.js', process.argv.slice(2), CALLED_IN);
});
