import { ApiProperty } from '@nestjs/swagger';
import type { StoreState } from './store-check.js';

/** The stores that the system stands on. */
export const STORE_NAMES = ['database', 'telemetry', 'objects', 'mail'] as const;
export type StoreName = (typeof STORE_NAMES)[number];
/** How a store answered; `absent`: none is set up; mail that is `kept` lies in the demo's outbox. */
export const STORE_STATES = ['ok', 'failed', 'absent', 'kept'] as const;

/** A store, and how it answers. */
export class SystemStoreDto {
  /** Which one. */
  @ApiProperty({ enum: STORE_NAMES, example: 'database' })
  name!: StoreName;

  /** How it answered just now. */
  @ApiProperty({ enum: STORE_STATES, example: 'ok' })
  state!: StoreState | 'kept';

  /** How long it took to answer, ms; missing when it did not, or was not asked. */
  @ApiProperty({ required: false, type: 'integer', example: 2 })
  latencyMs?: number;

  /** How much it holds, bytes, where it is known. */
  @ApiProperty({ required: false, type: 'integer', example: 73_400_320 })
  sizeBytes?: number;

  /** How much more fits on its disk, bytes, where it is known. */
  @ApiProperty({ required: false, type: 'integer', example: 21_474_836_480 })
  freeBytes?: number;

  /** How many things it holds (documents, mails), where it is known. */
  @ApiProperty({ required: false, type: 'integer', example: 42 })
  entries?: number;
}

/** Versions of what runs. */
export class SystemVersionsDto {
  /** The program. */
  @ApiProperty({ example: '0.1.0' })
  program!: string;

  /** Node. */
  @ApiProperty({ example: '24.21.0' })
  node!: string;

  /** PostgreSQL; missing while it does not answer. */
  @ApiProperty({ required: false, example: '18.4' })
  database?: string;
}

/** What waits to be done. */
export class SystemQueuesDto {
  /** Commands that wait for their devices. */
  @ApiProperty({ type: 'integer', example: 3 })
  waitingCommands!: number;

  /** Mails that wait to be sent: mail goes out at once or is refused, so none ever does. */
  @ApiProperty({ type: 'integer', example: 0 })
  waitingMails!: number;
}

/** Work that is done at fixed times. */
export class SystemJobDto {
  /** What it is called. */
  @ApiProperty({ example: 'contract-upkeep' })
  name!: string;

  /** When it last began by itself; missing: not since the start, at which most of them run, too. */
  @ApiProperty({ required: false, format: 'date-time', example: '2026-11-25T10:00:03.000Z' })
  lastRunAt?: string;

  /** When it begins the next time. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T11:00:03.000Z' })
  nextRunAt!: string;
}

/** How the system is at the moment. */
export class SystemDto {
  /** When this was true. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  at!: string;

  /** Name of this site. */
  @ApiProperty({ example: 'main' })
  site!: string;

  /** When this server was started. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  startedAt!: string;

  /** Memory that the process holds, bytes. */
  @ApiProperty({ type: 'integer', example: 157_286_400 })
  memoryBytes!: number;

  /** Versions of what runs. */
  @ApiProperty({ type: SystemVersionsDto })
  versions!: SystemVersionsDto;

  /** The stores, in one order. */
  @ApiProperty({ type: [SystemStoreDto] })
  stores!: SystemStoreDto[];

  /** Open sockets of the live channel. */
  @ApiProperty({ type: 'integer', example: 12 })
  liveSockets!: number;

  /** What waits to be done. */
  @ApiProperty({ type: SystemQueuesDto })
  queues!: SystemQueuesDto;

  /** Work that is done at fixed times, by name. */
  @ApiProperty({ type: [SystemJobDto] })
  jobs!: SystemJobDto[];
}
