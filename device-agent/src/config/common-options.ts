import { CONFIG_FILE } from './config-file.js';
import type { Option } from './option.js';

/** What an option of a list of things is called when there shall be none of them. */
const NONE = 'none';

const list = (text: string): string[] =>
  text === NONE
    ? []
    : text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
const numbers = (text: string): number[] => list(text).map(Number);
const yesOrNo = (text: string): unknown => (text === 'yes' ? true : text === 'no' ? false : text);

/** Rates that receivers and adapters are sold with, bits a second. */
export const BAUD_RATES: readonly number[] = [
  4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 500_000,
];

/** The keys of these options that a configuration file may hold. */
export function keysOf(options: readonly Option[]): readonly string[] {
  return options.flatMap((option) =>
    option.key === undefined || option === CONFIG ? [] : [option.key],
  );
}

export const CONFIG: Option = {
  name: 'config',
  key: 'NAIF_CONFIG',
  about: `Configuration file. Default: ${CONFIG_FILE} where it exists.`,
  unit: 'path',
};
export const SERVER: Option = {
  name: 'server',
  key: 'NAIF_SERVER',
  about: 'Address of the server. Plain http:// is taken for this machine itself only.',
  unit: 'https:// URL',
};
export const BACKUP: Option = {
  name: 'backup',
  key: 'NAIF_BACKUP_SERVER',
  about:
    'Address of the backup site: uploads go there while the server (the main site) refuses, is silent or fails.',
  unit: 'https:// URL',
};
export const CA: Option = {
  name: 'ca',
  key: 'NAIF_CA_FILE',
  about:
    "Certificate (PEM) of the authority that signed the server's; the well-known authorities otherwise.",
  unit: 'path',
};
export const CODE: Option = {
  name: 'code',
  about: 'One-time enrolment code of the vehicle.',
  unit: 'code',
};
export const STATE: Option = {
  name: 'state',
  key: 'NAIF_STATE_DIR',
  about: "Folder of the device's key, its enrolment and its outbox.",
  unit: 'path',
  default: '/var/lib/naif-agent',
};
export const RUNTIME: Option = {
  name: 'runtime',
  key: 'NAIF_RUNTIME_DIR',
  about:
    'Folder of the socket at which the running agent tells its status. Where there is no such folder the state folder is used.',
  unit: 'path',
  default: '/run/naif-agent',
};
export const GPS: Option = {
  name: 'gps',
  key: 'NAIF_GPS',
  about:
    'Device files at which the satellite receiver (or the Arduino with one) may be found, in the order in which they are tried; none for a vehicle without.',
  unit: 'paths, separated by commas, or none',
  default: '/dev/naif-gps,/dev/serial0,/dev/ttyACM0,/dev/ttyUSB0',
  read: list,
};
export const GPS_BAUD: Option = {
  name: 'gps-baud',
  key: 'NAIF_GPS_BAUD',
  about: 'Rates at which the receiver may speak, in the order in which they are tried.',
  unit: 'bits/s, separated by commas',
  default: '9600,115200,38400,4800',
  read: numbers,
};
export const OBD: Option = {
  name: 'obd',
  key: 'NAIF_OBD',
  about:
    'Device files at which the OBD-2 adapter (ELM327) may be found, in the order in which they are tried; none for a vehicle without.',
  unit: 'paths, separated by commas, or none',
  default: '/dev/naif-obd,/dev/ttyUSB0,/dev/ttyUSB1',
  read: list,
};
export const OBD_BAUD: Option = {
  name: 'obd-baud',
  key: 'NAIF_OBD_BAUD',
  about: 'Rates at which the adapter may speak, in the order in which they are tried.',
  unit: 'bits/s, separated by commas',
  default: '38400,9600,115200',
  read: numbers,
};
export const TRUST_SYSTEM_CLOCK: Option = {
  name: 'trust-system-clock',
  key: 'NAIF_TRUST_SYSTEM_CLOCK',
  about:
    "Whether this machine's own time is right from the start, as on a machine with a battery-backed clock. Otherwise satellites, NTP or the server have to say what time it is before anything is dated or sent.",
  unit: 'yes | no',
  default: 'no',
  read: yesOrNo,
};
export const OUTBOX_MEGABYTES: Option = {
  name: 'outbox-megabytes',
  key: 'NAIF_OUTBOX_MEGABYTES',
  about:
    'Most that the outbox takes on the disk: 512 MiB are over a month of driving without a pause. When it is full the oldest readings are given up, and counted.',
  unit: 'MiB',
  default: '512',
  read: Number,
};
export const OUTBOX_DAYS: Option = {
  name: 'outbox-days',
  key: 'NAIF_OUTBOX_DAYS',
  about: 'How long a reading waits for a server before it is given up, and counted.',
  unit: 'days',
  default: '90',
  read: Number,
};
