/** `npm run build [-- wire backend device-agent frontend]`: compiles what changed. */
import { buildChanged, TARGETS } from './build-targets.mts';
import { stopWithParent } from './processes.mts';
import { Refusal, runMain } from './terminal.mts';

runMain(async () => {
  stopWithParent();
  const known = TARGETS.map((target) => target.name);
  const names = process.argv.slice(2);
  const strangers = names.filter((name) => !known.some((target) => target === name));
  if (strangers.length > 0) {
    throw new Refusal(
      `There is no program ${strangers.join(', ')} to build; there are ${known.join(', ')}.`,
    );
  }
  await buildChanged(names.length > 0 ? known.filter((name) => names.includes(name)) : undefined);
  return 0;
});
