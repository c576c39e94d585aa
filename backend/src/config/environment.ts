import { existsSync } from 'node:fs';
import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { Setting, settingsOf, type SettingEntry } from './setting.js';

export const NAIF_MODES = ['production', 'demo', 'bench'] as const;
export type NaifMode = (typeof NAIF_MODES)[number];

/** Longest life of a device's token anywhere but on a bench, s. */
const LONGEST_TOKEN_LIFE_S = 600;

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const list = (text: string): string[] =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
const path = (text: string): string => resolve(text);

/**
 * Everything that the operator can set, read once at the start and validated as a whole. The only reader
 * of `process.env`. `docs/reference/configuration.md` and `.env.example` are generated from it.
 */
export class Environment {
  @Setting({
    key: 'NAIF_MODE',
    about:
      'production, or demo: generated keys, well-known accounts and simulated vehicles; or bench: for load tests on a throw-away DATA_DIR, loopback only. Production refuses every secret of the others.',
    unit: NAIF_MODES.join(' | '),
    default: 'production',
  })
  @IsIn(NAIF_MODES)
  readonly mode!: NaifMode;

  @Setting({
    key: 'PORT',
    about: 'TCP port on which the server listens. 0 lets the system choose one.',
    unit: 'port number',
    default: '8080',
    read: Number,
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port!: number;

  @Setting({
    key: 'HOST',
    about:
      'Address on which the server listens. Anything but loopback needs TLS_CERT_FILE and TLS_KEY_FILE, or TRUST_PROXY.',
    unit: 'IP address or localhost',
    default: '127.0.0.1',
  })
  @IsString()
  @MinLength(1)
  readonly host!: string;

  @Setting({
    key: 'PUBLIC_ORIGIN',
    about:
      "Origins whose pages may change data, for instance https://naif.example. Unset: the origin of the request's own host.",
    unit: 'list of origins, separated by commas',
    read: list,
  })
  @IsOptional()
  @Matches(/^https?:\/\/[^/\s]+$/, {
    each: true,
    message: 'publicOrigins must be origins such as https://naif.example, without a path',
  })
  readonly publicOrigins?: readonly string[];

  @Setting({
    key: 'TLS_CERT_FILE',
    about:
      'Certificate chain in PEM. With TLS_KEY_FILE the server speaks HTTPS; both are read again when they change.',
    unit: 'path',
    read: path,
  })
  @IsOptional()
  @IsString()
  readonly tlsCertFile?: string;

  @Setting({
    key: 'TLS_KEY_FILE',
    about: 'Private key of the certificate in PEM.',
    unit: 'path',
    read: path,
  })
  @IsOptional()
  @IsString()
  readonly tlsKeyFile?: string;

  @Setting({
    key: 'TRUST_PROXY',
    about:
      "Addresses of the proxies that stand in front and speak HTTPS to the world. The client's address and scheme are then taken from their X-Forwarded-* headers.",
    unit: 'list of addresses or networks (CIDR), separated by commas',
    read: list,
  })
  @IsOptional()
  @IsString({ each: true })
  readonly trustProxy?: readonly string[];

  @Setting({
    key: 'SITE_NAME',
    about: 'Name of this site, as administrators see it: there may be a main site and a backup.',
    unit: '1 to 60 characters',
    default: 'main',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  readonly siteName!: string;

  @Setting({
    key: 'SESSION_IDLE_STAFF',
    about:
      'A session of staff that was not used for so long has ended: its browser has to log in again. A page that is open uses it.',
    unit: 'hours, 1 to 720',
    default: '12',
    read: Number,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly sessionIdleStaffHours!: number;

  @Setting({
    key: 'SESSION_IDLE_CLIENTS',
    about: 'The same for sessions of clients.',
    unit: 'hours, 1 to 720',
    default: '720',
    read: Number,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly sessionIdleClientsHours!: number;

  @Setting({
    key: 'DATA_DIR',
    about:
      'Folder of the server: its keys, the documents of clients and, without DATABASE_URL, its database.',
    unit: 'path',
    default: './data',
    read: path,
  })
  @IsString()
  readonly dataDir!: string;

  @Setting({
    key: 'DATABASE_URL',
    about:
      'PostgreSQL (16 or newer) to use, as postgres://user:password@host:port/database. Unset: the server runs a PostgreSQL of its own in DATA_DIR.',
    unit: 'URL',
    secret: true,
  })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\//, {
    message: 'databaseUrl must start with postgres:// or postgresql://',
  })
  readonly databaseUrl?: string;

  @Setting({
    key: 'WEB_DIR',
    about: 'Folder of the built web application, which the server hands out.',
    unit: 'path',
    default: './dist/frontend/browser',
    read: path,
  })
  @IsString()
  readonly webDir!: string;

  @Setting({
    key: 'KEYS_FILE',
    about:
      "File of the server's keys, readable by nobody else (mode 0600). Unset: keys.json in DATA_DIR.",
    unit: 'path',
    read: path,
  })
  @IsOptional()
  @IsString()
  readonly keysFile?: string;

  @Setting({
    key: 'JWT_SECRET',
    about: "Secret that signs people's sessions; stands in for the one in the keys file.",
    unit: 'text of at least 32 characters',
    secret: true,
  })
  @IsOptional()
  @MinLength(32)
  readonly jwtSecret?: string;

  @Setting({
    key: 'VIN_KEY',
    about:
      "Key that turns a VIN into the vehicle's pseudonym; stands in for the one in the keys file. Both sites share it, and it never changes once vehicles exist.",
    unit: 'text of at least 32 characters',
    secret: true,
  })
  @IsOptional()
  @MinLength(32)
  readonly vinKey?: string;

  @Setting({
    key: 'DEVICE_TOKEN_LIFE',
    about:
      'Longest life of the tokens that devices sign. A bench may lengthen it, for load tools that read a token once; nobody else.',
    unit: 'seconds',
    default: String(LONGEST_TOKEN_LIFE_S),
    read: Number,
  })
  @IsInt()
  @Min(60)
  @Max(604_800)
  readonly deviceTokenLifeSeconds!: number;

  @Setting({
    key: 'METRICS_TOKEN',
    about: 'Bearer token with which /metrics answers callers that are not on this machine.',
    unit: 'text of at least 16 characters',
    secret: true,
  })
  @IsOptional()
  @MinLength(16)
  readonly metricsToken?: string;

  @Setting({
    key: 'LOG_LEVEL',
    about: 'The least level that is logged.',
    unit: LOG_LEVELS.join(' | '),
    default: 'info',
  })
  @IsIn(LOG_LEVELS)
  readonly logLevel!: LogLevel;

  @Setting({
    key: 'MAP_TILE_URL',
    about: 'Tile server of the base map, with {z}, {x} and {y}. Unset: the built-in coarse map.',
    unit: 'URL template',
  })
  @IsOptional()
  @Matches(/^https?:\/\/[^/\s]+\/.*\{z\}.*/, {
    message: 'mapTileUrl must be a URL with {z}, {x} and {y}',
  })
  readonly mapTileUrl?: string;

  @Setting({
    key: 'MAP_TILE_ATTRIBUTION',
    about: 'Whom the map credits, as the licence of the tiles or the archive asks.',
    unit: 'text',
  })
  @IsOptional()
  @MaxLength(500)
  readonly mapTileAttribution?: string;

  @Setting({
    key: 'MAP_PMTILES_FILE',
    about:
      'Archive of vector tiles (.pmtiles) that the server hands out as the base map. Wins over MAP_TILE_URL.',
    unit: 'path',
    read: path,
  })
  @IsOptional()
  @Matches(/\.pmtiles$/, { message: 'mapPmtilesFile must name a .pmtiles file' })
  readonly mapPmtilesFile?: string;

  @Setting({
    key: 'SMTP_URL',
    about:
      'Mail server, as smtp://user:password@host:587 (encrypted by STARTTLS, which any server but one on this machine must offer) or smtps://user:password@host:465. Unset: invitations, password resets and codes by e-mail are refused. The demo never sends: it shows its mail.',
    unit: 'URL',
    secret: true,
  })
  @IsOptional()
  @Matches(/^smtps?:\/\/[^/\s]+/, { message: 'smtpUrl must start with smtp:// or smtps://' })
  readonly smtpUrl?: string;

  @Setting({
    key: 'MAIL_FROM',
    about: 'Sender of the mails. SMTP_URL needs it.',
    unit: 'address, or name with the address in angle brackets',
  })
  @IsOptional()
  @Matches(/^[^@<>\r\n]*<?[^\s@<>,;]+@[^\s@<>,;]+>?$/, {
    message: 'mailFrom must be an address, or a name with the address in angle brackets',
  })
  readonly mailFrom?: string;

  @Setting({
    key: 'DEMO_PASSWORD',
    about: 'Password of the demo accounts, only in the demo. Unset: naif-demo.',
    unit: 'text of at least 8 characters',
    secret: true,
  })
  @IsOptional()
  @MinLength(8)
  readonly demoPassword?: string;

  /** Whether the server itself speaks HTTPS. */
  get speaksTls(): boolean {
    return this.tlsCertFile !== undefined && this.tlsKeyFile !== undefined;
  }
}

/** What is wrong with the configuration: one sentence per fault. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n- ${faults.join('\n- ')}`,
    );
    this.name = 'ConfigurationError';
  }
}

/** Reads `.env` of the working directory where there is one, then the process's environment. */
export function environmentOfProcess(): Environment {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readEnvironment(process.env);
}

/**
 * Reads and validates the settings.
 * @throws ConfigurationError with every fault at once
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const entries = settingsOf(Environment);
  const environment = new Environment();
  for (const entry of entries) {
    const text = source[entry.key]?.trim() || entry.default;
    if (text === undefined || text === '') continue;
    Object.assign(environment, { [entry.property]: entry.read ? entry.read(text) : text });
  }
  const errors = validateSync(environment, { stopAtFirstError: true });
  const faults = [
    ...errors.map((error) => sentence(error, entries, source)),
    ...(errors.length === 0 ? faultsAcrossSettings(environment) : []),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return environment;
}

function sentence(
  error: ValidationError,
  entries: readonly SettingEntry[],
  source: Readonly<Record<string, string | undefined>>,
): string {
  const entry = entries.find((one) => one.property === error.property);
  const key = entry?.key ?? error.property;
  const rule = Object.values(error.constraints ?? {})[0] ?? `${error.property} is not valid`;
  const given = entry?.secret === true ? '' : ` (it is "${source[key] ?? ''}")`;
  return `${rule.replace(error.property, key)}${given}.`;
}

/** Faults that lie between settings rather than in one. */
function faultsAcrossSettings(environment: Environment): string[] {
  const faults: string[] = [];
  const { tlsCertFile, tlsKeyFile, trustProxy } = environment;
  if ((tlsCertFile === undefined) !== (tlsKeyFile === undefined)) {
    faults.push('TLS_CERT_FILE and TLS_KEY_FILE belong together: set both or neither.');
  }
  for (const [key, file] of [
    ['TLS_CERT_FILE', tlsCertFile],
    ['TLS_KEY_FILE', tlsKeyFile],
    ['MAP_PMTILES_FILE', environment.mapPmtilesFile],
  ] as const) {
    if (file !== undefined && !existsSync(file))
      faults.push(`${key} names ${file}, which does not exist.`);
  }
  if (!isLoopback(environment.host) && !environment.speaksTls && trustProxy === undefined) {
    faults.push(
      `HOST is ${environment.host}, which others can reach: set TLS_CERT_FILE and TLS_KEY_FILE, or TRUST_PROXY when a proxy speaks HTTPS in front. Without them only loopback (127.0.0.1) is allowed.`,
    );
  }
  for (const proxy of trustProxy ?? []) {
    if (!isAddressOrNetwork(proxy))
      faults.push(`TRUST_PROXY holds "${proxy}", which is neither an address nor a network.`);
  }
  if (environment.smtpUrl !== undefined && environment.mailFrom === undefined) {
    faults.push('SMTP_URL is set, but MAIL_FROM is not: mail needs a sender.');
  }
  if (environment.smtpUrl !== undefined && environment.publicOrigins === undefined) {
    // The host that a request names is the sender's to choose: a link made of it could lead anywhere.
    faults.push('SMTP_URL is set, but PUBLIC_ORIGIN is not: the links in mails need it.');
  }
  if (environment.mode !== 'demo' && environment.demoPassword !== undefined) {
    faults.push('DEMO_PASSWORD is set, but this is not the demo: unset it, or set NAIF_MODE=demo.');
  }
  return [...faults, ...faultsOfBench(environment)];
}

/** A bench loosens a rule: so it must be out of everybody's reach, on data of its own. */
function faultsOfBench(environment: Environment): string[] {
  if (environment.mode !== 'bench') {
    return environment.deviceTokenLifeSeconds > LONGEST_TOKEN_LIFE_S
      ? [
          `DEVICE_TOKEN_LIFE is above ${LONGEST_TOKEN_LIFE_S} seconds, which only NAIF_MODE=bench allows.`,
        ]
      : [];
  }
  const faults: string[] = [];
  if (!isLoopback(environment.host))
    faults.push('NAIF_MODE=bench listens on loopback only: unset HOST.');
  if (environment.trustProxy !== undefined)
    faults.push('NAIF_MODE=bench stands behind no proxy: unset TRUST_PROXY.');
  if (environment.databaseUrl !== undefined) {
    faults.push('NAIF_MODE=bench uses a throw-away database of its own: unset DATABASE_URL.');
  }
  return faults;
}

/** Whether only this machine itself reaches the address. */
export function isLoopback(host: string): boolean {
  if (host === 'localhost') return true;
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8);
  loopback.addAddress('::1', 'ipv6');
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return (
    prefix === undefined ||
    (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32))
  );
}
