import {
  TelemetryBatchDto,
  UPLOAD_LIMITS,
  UploadReceiptDto,
  type RecordDto,
  type RefusedPictureDto,
  type RefusedRecordDto,
} from '@naif/wire';
import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../../errors/domain-error.js';
import { ApiProblems } from '../../http/api-problems.js';
import { IngestValidator, type UncheckedBatch } from '../../http/ingest-validation.js';
import { parseUpload } from '../../http/upload-body.js';
import { UploadMalformedError, UploadTooLargeError } from '../../http/upload.errors.js';
import { InvalidRequest } from '../../http/validation.js';
import { EventLog } from '../../observability/event-log.js';
import { Metrics } from '../../observability/metrics.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { Reading } from '../../ports/reading.js';
import { CurrentDevice, Device, type AuthenticatedDevice } from '../auth/auth.public.js';
import { DeviceCommands } from '../devices/devices.public.js';
import {
  clockFromWire,
  readingFromWire,
  resultsFromWire,
  statusFromWire,
  troubleCodesFromWire,
} from './from-wire.js';
import { IngestService } from './ingest.service.js';

/** Where vehicles post what they measured. */
@ApiTags('embedded')
@Controller('api/embedded')
export class IngestController {
  constructor(
    private readonly ingest: IngestService,
    private readonly validator: IngestValidator,
    private readonly commands: DeviceCommands,
    private readonly metrics: Metrics,
    private readonly log: EventLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Takes an upload of a vehicle. Every record that the receipt does not name under `refused` is durable when
   * the receipt comes, and so are its trouble codes and results of commands; sending it again does no harm. The
   * receipt carries the commands that wait for the device, again and again until their results come. JSON as it is or gzip (`Content-Encoding`), at most 1000
   * records and 1 MiB of JSON (8 MiB when it holds pictures). Fields that this version does not know are let
   * through, and a missing measure may be `null`.
   */
  @Device()
  @ApiBearerAuth('device')
  @ApiParam({ name: 'carId', description: "The vehicle's pseudonym: 64 hexadecimal characters." })
  @ApiHeader({
    name: 'Content-Encoding',
    required: false,
    schema: { type: 'string', enum: ['gzip'] },
  })
  @ApiBody({ type: TelemetryBatchDto })
  @ApiProblems({
    400: ['REQUEST.INVALID', 'UPLOAD.MALFORMED'],
    413: ['UPLOAD.TOO_LARGE'],
    415: ['REQUEST.UNSUPPORTED_MEDIA_TYPE', 'UPLOAD.ENCODING_NOT_SUPPORTED'],
    503: ['STORE.UNAVAILABLE', 'INGEST.OVERLOADED'],
  })
  @HttpCode(200)
  @Post(':carId/UploadData')
  async upload(
    @Req() request: FastifyRequest,
    @CurrentDevice() device: AuthenticatedDevice,
  ): Promise<UploadReceiptDto> {
    try {
      const receipt = await this.take(await this.readBatch(request), device);
      this.metrics.uploads.inc({ outcome: 'stored' });
      return receipt;
    } catch (error) {
      const refused = error instanceof DomainError && error.kind !== 'unavailable';
      this.metrics.uploads.inc({ outcome: refused ? 'refused' : 'failed' });
      throw error;
    }
  }

  /** The envelope, sound. */
  private async readBatch({ body, headers }: FastifyRequest): Promise<UncheckedBatch> {
    // What is not JSON by its own word was refused before; without a body there is none to look at.
    if (!Buffer.isBuffer(body)) throw new UploadMalformedError('The upload is empty.');
    const batch = await parseUpload(body, headers['content-encoding']);
    const faults = this.validator.envelopeFaults(batch);
    if (faults.length > 0) throw new InvalidRequest(faults);
    const sound = batch as UncheckedBatch;
    if (sound.records.length > UPLOAD_LIMITS.records) {
      throw new UploadTooLargeError(`An upload has at most ${UPLOAD_LIMITS.records} records.`);
    }
    return sound;
  }

  private async take(
    batch: UncheckedBatch,
    device: AuthenticatedDevice,
  ): Promise<UploadReceiptDto> {
    const { vehicle } = device;
    const { readings, refused } = this.readRecords(batch);
    const clock = clockFromWire(batch.clock);
    const outcome = await this.ingest.accept({
      vehicle,
      readings,
      troubleCodes: troubleCodesFromWire(batch.trouble_codes),
      ...(clock && { clock }),
      ...(batch.status && { status: statusFromWire(batch.status) }),
    });
    const results = resultsFromWire(batch.results);
    if (results.length > 0) await this.commands.finish(device, results);
    this.count(readings, refused, outcome);
    const { stored, duplicates } = outcome;
    this.log.debug('ingest.stored', {
      vehicle: vehicle.id,
      stored,
      duplicates,
      refused: refused.length,
    });
    return {
      stored,
      duplicates,
      refused,
      ...(batch.pictures?.length && { refusedPictures: batch.pictures.map(refusedPicture) }),
      commands: this.commands.forReceipt(device),
    };
  }

  /** Each record on its own: a bad one is refused by name and does not hold up the others. */
  private readRecords({ records, outbox }: UncheckedBatch): {
    readings: Reading[];
    refused: RefusedRecordDto[];
  } {
    const readings: Reading[] = [];
    const refused: RefusedRecordDto[] = [];
    records.forEach((record, index) => {
      const fault = this.validator.recordFault(record);
      if (fault) refused.push({ index, ...seqOf(record), ...fault });
      else readings.push(readingFromWire(record as RecordDto, outbox ?? undefined));
    });
    return { readings, refused };
  }

  private count(
    readings: readonly Reading[],
    refused: readonly RefusedRecordDto[],
    { stored, duplicates }: { stored: number; duplicates: number },
  ): void {
    const counter = this.metrics.readings;
    if (stored > 0) counter.inc({ outcome: 'stored' }, stored);
    if (duplicates > 0) counter.inc({ outcome: 'duplicate' }, duplicates);
    if (refused.length > 0) counter.inc({ outcome: 'refused' }, refused.length);
    let oldestMs = Infinity;
    for (const { timeMs, otherSensors } of readings) {
      if (timeMs < oldestMs) oldestMs = timeMs;
      if (otherSensors) this.metrics.unknownSensors.inc(otherSensors.length);
    }
    const lagMs = this.clock.now() - oldestMs;
    if (readings.length > 0) this.metrics.outboxLag.observe(Math.max(0, lagMs) / 1000);
  }
}

/** The record's own number, where it has a usable one: the vehicle finds it by that. */
function seqOf(record: unknown): { seq?: number } {
  const seq: unknown = (record as { seq?: unknown } | null)?.seq;
  return Number.isSafeInteger(seq) && (seq as number) >= 1 ? { seq: seq as number } : {};
}

function refusedPicture(_: unknown, index: number): RefusedPictureDto {
  return { index, code: 'PICTURE.NOT_SUPPORTED', detail: 'This server keeps no pictures yet.' };
}
