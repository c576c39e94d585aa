// Fills the disk under an outbox, gives it room again, then makes it read-only; tells what became of it as one line of JSON.
// Arguments: the folder, and `tmpfs` when that is a file system of this process's own, else `limit`: files cannot grow.
require('reflect-metadata');
const { execFileSync } = require('node:child_process');
const { rmSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { LastingOutbox } = require('../../dist/src/adapters/lasting-outbox.js');
const { SystemClock } = require('../../dist/src/adapters/system-clock.js');

const [folder, kind] = process.argv.slice(2);
const path = join(folder, 'outbox.sqlite');
const filler = join(folder, 'filler');
const clock = new SystemClock();
const events = [];
const note = (event) => events.push(event);
const open = () => new LastingOutbox(path, { clock, log: { info: note, warn: note, error: note } });
const MOST_ROWS = 100_000;

let appended = 0;
function append(outbox, count) {
  const rows = Array.from({ length: count }, (_, index) => ({
    time: 1000 * (appended + index + 1),
    // Numbers that do not pack well.
    sensors: [{ sensor: 'obd2', rpm: Math.random() * 9000, maf: Math.random() * 600 }],
  }));
  outbox.append(rows);
  appended += count;
}

function seconds(outbox) {
  const found = [];
  let after = 0;
  for (let rows; (rows = outbox.peek(500, after)).length > 0; after = rows.at(-1).seq) {
    found.push(...rows.map(({ time }) => time / 1000));
  }
  return found;
}

/** Appends a row now and then until the disk takes them again. */
async function untilAccepted(outbox) {
  for (let look = 0; look < 300 && outbox.diskRefuses(); look += 1) {
    append(outbox, 1);
    await clock.sleep(200);
  }
}

async function full() {
  if (kind === 'tmpfs') writeFileSync(filler, Buffer.alloc(400 * 1024));
  const outbox = open();
  while (!outbox.diskRefuses() && appended < MOST_ROWS) append(outbox, 20);
  const refused = outbox.diskRefuses();
  append(outbox, 300);
  const whole = outbox.depth() === appended;
  const first = outbox.peek(100).map(({ seq }) => seq);
  outbox.settle({ acknowledged: first, refused: [] });
  const settled = outbox.depth() === appended - 100 && outbox.peek(1)[0].time === 101_000;
  if (kind === 'tmpfs') {
    rmSync(filler);
    await untilAccepted(outbox);
  }
  const accepted = !outbox.diskRefuses();
  outbox.close();
  return { refused, whole, settled, accepted };
}

async function readOnly() {
  execFileSync('mount', ['-o', 'remount,ro', folder]);
  const outbox = open();
  append(outbox, 5);
  const refused = outbox.diskRefuses();
  const sent = outbox.peek(5).length;
  execFileSync('mount', ['-o', 'remount,rw', folder]);
  await untilAccepted(outbox);
  const accepted = !outbox.diskRefuses();
  outbox.close();
  return { refused, sent, accepted };
}

async function main() {
  const whenFull = await full();
  const whenReadOnly = kind === 'tmpfs' ? await readOnly() : undefined;
  const outbox = open();
  const found = seconds(outbox);
  const { dropped, damaged } = outbox.losses();
  outbox.close();
  process.stdout.write(
    JSON.stringify({ whenFull, whenReadOnly, appended, found, dropped, damaged, events }),
  );
}

void main();
