import type { LineDocument, StatusDocument } from './status-document.js';
import { faultWords, gpsWords, obdWords, span } from './status-words.js';

/** The status as lines for people. */
export function statusLines(document: StatusDocument): readonly string[] {
  const { version, uptimeSeconds, pid, healthy, carId, deviceId, lines, status } = document;
  const rows: [string, string | undefined][] = [
    ['Agent', `version ${version}, running for ${span(uptimeSeconds)} (process ${pid})`],
    ['State', healthy ? 'well' : 'NOT WELL: the disk refuses what it writes'],
    ['Vehicle', `${carId.slice(0, 12)}…, device ${deviceId}`],
    ['Power', status.power],
    ['GPS', lineWords(lines.gps, status.gps && gpsWords(status.gps))],
    ['OBD-2', lineWords(lines.obd, status.obd && obdWords(status.obd))],
    ['Car', carWords(status.vin_matches)],
    ['Battery', status.battery_voltage === undefined ? undefined : `${status.battery_voltage} V`],
    ['Clock', clockWords(document)],
    ['Outbox', outboxWords(document)],
    ['Upload', uploadWords(document)],
    ['Firmware', status.firmware_version],
  ];
  return rows.flatMap(([name, words]) =>
    words === undefined ? [] : [`${`${name}:`.padEnd(10)}${words}`],
  );
}

function lineWords(line: LineDocument | undefined, device: string | undefined): string {
  if (!line) return 'switched off';
  const { state, path, baudRate, reopened, lastFault, candidates } = line;
  const again = reopened === 0 ? '' : `, found again ${reopened} times`;
  const fault = lastFault
    ? ` (${faultWords(lastFault.fault)}, ${span(lastFault.secondsAgo)} ago)`
    : '';
  switch (state) {
    case 'open':
      return `${device ?? 'open'} · ${path ?? ''} at ${baudRate ?? '?'} bit/s${again}`;
    case 'searching':
      return `listening at ${path ?? ''}, ${baudRate ?? '?'} bit/s${again}${fault}`;
    case 'waiting':
      return `not found at ${candidates.join(', ')}${again}${fault}`;
  }
}

function carWords(matches: boolean | undefined): string | undefined {
  if (matches === undefined) return undefined;
  return matches
    ? 'the one that was enrolled'
    : 'NOT the one that was enrolled: its VIN is another';
}

function clockWords({ clock }: StatusDocument): string {
  if (!clock.trusted) return 'not trusted yet: waits for satellites, NTP or the server';
  const error = clock.uncertaintyMs === undefined ? '' : `, at most ${clock.uncertaintyMs} ms off`;
  return `${clock.time}, from ${clock.source}${error}`;
}

function outboxWords({ status, clock }: StatusDocument): string {
  const { outbox_depth: depth = 0, outbox_oldest: oldest } = status;
  const age = oldest === undefined ? 0 : (Date.parse(clock.time) - Date.parse(oldest)) / 1000;
  const lost = [
    [status.readings_dropped, 'given up'],
    [status.readings_refused, 'refused by the server'],
    [status.readings_undatable, 'never dated'],
  ].flatMap(([count, words]) => (count ? [`${count} ${words ?? ''}`] : []));
  return [
    depth === 0 ? 'empty' : `${depth} readings wait, the oldest for ${span(age)}`,
    ...lost,
    ...(status.disk_refuses === true ? ['held in memory'] : []),
  ].join(', ');
}

function uploadWords({ server, backup, status, lastUpload, lastTrouble }: StatusDocument): string {
  const site = status.site === 'backup' ? `backup site ${backup ?? ''}` : server;
  const last = lastUpload ? `last one ${span(lastUpload.secondsAgo)} ago` : 'none yet';
  const trouble = lastTrouble
    ? `; trouble ${span(lastTrouble.secondsAgo)} ago: ${lastTrouble.detail}`
    : '';
  return `${last}, to ${site}${trouble}`;
}
