/** `npm run generate`: writes every generated file anew from the sources. */
import { buildChanged } from './build-targets.mts';
import { GENERATED } from './generated-files.mts';
import { ROOT, stopWithParent } from './processes.mts';
import { done, runMain } from './terminal.mts';

runMain(async () => {
  stopWithParent();
  await buildChanged(['wire', 'device-agent', 'backend']);
  for (const generated of GENERATED) {
    await generated.write(ROOT);
    done(generated.path);
  }
  return 0;
});
