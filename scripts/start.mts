/** `npm start`: builds what changed and runs the backend, which also serves the web application. */
import { BACKEND_MAIN, buildChanged } from './build-targets.mts';
import { runForeground } from './processes.mts';
import { runMain } from './terminal.mts';

runMain(async () => {
  await buildChanged(['backend', 'frontend']);
  return runForeground(BACKEND_MAIN, []);
});
