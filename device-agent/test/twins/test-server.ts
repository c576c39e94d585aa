import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import type { EnrolmentReceiptDto, EnrolmentRequestDto, TelemetryBatchDto } from '@naif/wire';

/** What the server does with one upload instead of its duty. Returns true when it has dealt with the answer. */
export type Misdeed = (
  request: IncomingMessage,
  response: ServerResponse,
  batch: TelemetryBatchDto,
) => boolean;

export const CAR_ID = 'a1'.repeat(32);
export const DEVICE_ID = 'device-1';
export const AUDIENCE = 'naif-control';

/** A server that speaks the wire format, keeps a ledger, and misbehaves when told to. */
export class TestServer {
  /** Event time → how often it was stored (more than once would be the server's own fault), in order of arrival. */
  readonly stored = new Map<string, TelemetryBatchDto['records'][number]>();
  readonly batches: TelemetryBatchDto[] = [];
  readonly tokens: string[] = [];
  /** Misdeeds for the next uploads, in order; then it behaves. */
  readonly misdeeds: Misdeed[] = [];
  /** Codes that it takes, each once. */
  readonly codes = new Set(['GOOD-CODE']);
  /** Names of records (by time) that it refuses. */
  readonly refuse = new Set<string>();
  publicKey: KeyObject | undefined;
  /** Commands for the next receipt. */
  commands: { id: string; kind: string }[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void this.serve(request, response);
    });
  }

  async listen(host = '127.0.0.1'): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, host, resolve));
    const { port } = this.server.address() as AddressInfo;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const sent = Buffer.concat(chunks);
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const body: unknown = JSON.parse(plain.toString());
    if (request.url === '/api/embedded/enrolments')
      this.enrol(body as EnrolmentRequestDto, response);
    else if (request.url === `/api/embedded/${CAR_ID}/UploadData`)
      this.take(body as TelemetryBatchDto, request, response);
    else answer(response, 404, {});
  }

  private enrol(request: EnrolmentRequestDto, response: ServerResponse): void {
    if (!this.codes.delete(request.code)) {
      answer(response, 404, { code: 'ENROLMENT.CODE_UNKNOWN' });
      return;
    }
    this.publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'Ed25519', x: request.publicKey },
      format: 'jwk',
    });
    const receipt: EnrolmentReceiptDto = {
      carId: CAR_ID,
      deviceId: DEVICE_ID,
      audience: AUDIENCE,
      settings: { samplingIntervalMs: 1000, batchSize: 5 },
    };
    answer(response, 201, receipt);
  }

  private take(batch: TelemetryBatchDto, request: IncomingMessage, response: ServerResponse): void {
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    this.tokens.push(token);
    if (this.misdeeds.shift()?.(request, response, batch)) return;
    const fault = this.publicKey ? tokenFault(token, this.publicKey) : undefined;
    if (fault) {
      answer(response, 401, { code: fault });
      return;
    }
    this.batches.push(batch);
    answer(response, 200, this.store(batch));
  }

  /** Does what a receipt then tells; also for misdeeds that store and lose the answer. */
  store(batch: TelemetryBatchDto): object {
    const receipt = { stored: 0, duplicates: 0, refused: [] as object[], commands: this.commands };
    batch.records.forEach((record, index) => {
      if (this.refuse.has(record.time)) {
        receipt.refused.push({
          index,
          seq: record.seq,
          code: 'RECORD.OUT_OF_RANGE',
          detail: 'rpm: too high',
        });
      } else if (this.stored.has(record.time)) receipt.duplicates += 1;
      else {
        this.stored.set(record.time, record);
        receipt.stored += 1;
      }
    });
    this.commands = [];
    return receipt;
  }
}

/** Answers with JSON. */
export function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** A misdeed that answers with a status. */
export function status(
  code: number,
  body: object = {},
  headers: Record<string, string> = {},
): Misdeed {
  return (_, response) => {
    answer(response, code, body, headers);
    return true;
  };
}

/** Judges a token as the real server would, with node:crypto alone; gives the problem's code. */
export function tokenFault(
  token: string,
  publicKey: KeyObject,
  nowMs = Date.now(),
): string | undefined {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const genuine = verify(
    null,
    Buffer.from(`${header}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
  if (!genuine) return 'DEVICE.TOKEN_INVALID';
  const head = JSON.parse(Buffer.from(header, 'base64url').toString()) as Record<string, unknown>;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<
    string,
    unknown
  >;
  if (head['alg'] !== 'EdDSA' || head['kid'] !== DEVICE_ID) return 'DEVICE.TOKEN_INVALID';
  if (claims['sub'] !== CAR_ID || claims['aud'] !== AUDIENCE) return 'DEVICE.TOKEN_INVALID';
  const now = nowMs / 1000;
  if (Number(claims['iat']) > now + 60) return 'DEVICE.CLOCK_WRONG';
  return Number(claims['exp']) < now ? 'DEVICE.TOKEN_EXPIRED' : undefined;
}
