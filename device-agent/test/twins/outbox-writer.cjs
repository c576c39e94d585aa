// Appends two rows at a time for ever, and tells of each pair after it was committed.
require('reflect-metadata');
const { writeSync } = require('node:fs');
const { SqliteOutbox } = require('../../dist/src/adapters/sqlite-outbox.js');

const outbox = new SqliteOutbox(process.argv[2]);
for (;;) {
  const time = 1000 * ((outbox.last()?.seq ?? 0) + 1);
  outbox.append([
    { time, sensors: [{ sensor: 'obd2', rpm: 900 }] },
    { time: time + 1000, sensors: [{ sensor: 'obd2', rpm: 901 }] },
  ]);
  writeSync(1, `${outbox.last().seq}\n`);
  // Rows also leave, as they do in life.
  if (Math.random() < 0.3) outbox.settle({ acknowledged: [outbox.peek(1)[0].seq], refused: [] });
}
