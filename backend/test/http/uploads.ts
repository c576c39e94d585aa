import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { TestApp } from './app-harness.js';
import type { Answer } from './call.js';
import type { TestDevice } from './test-device.js';

/** What an upload may have out of the ordinary. */
export interface UploadOptions {
  readonly gzip?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of another vehicle than the device's own. */
  readonly carId?: string;
}

/** Posts an upload with the device's token; an object as JSON, text and bytes as they are. */
export async function upload(
  test: TestApp,
  device: TestDevice,
  body: object | string | Uint8Array,
  { gzip = false, headers = {}, carId = device.carId }: UploadOptions = {},
): Promise<Answer> {
  const plain =
    typeof body === 'string' || body instanceof Uint8Array
      ? Buffer.from(body)
      : JSON.stringify(body);
  const answer = await fetch(`${test.origin}/api/embedded/${carId}/UploadData`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${device.token()}`,
      'content-type': 'application/json',
      ...(gzip && { 'content-encoding': 'gzip' }),
      ...headers,
    },
    body: gzip ? gzipSync(plain) : plain,
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    body: text === '' ? undefined : JSON.parse(text),
    cookies: [],
    cookie: '',
  };
}

/**
 * Writes an upload by hand, byte by byte, for what no HTTP client would send.
 *
 * @param length value of `Content-Length`
 * @param hangUp whether the connection ends after the bytes, whatever was promised
 * @returns the status of the answer, `undefined` when none came
 */
export function rawUpload(
  test: TestApp,
  device: TestDevice,
  bytes: string,
  length: number,
  hangUp: boolean,
): Promise<number | undefined> {
  const { hostname, port } = new URL(test.origin);
  const head = [
    `POST /api/embedded/${device.carId}/UploadData HTTP/1.1`,
    `Host: ${hostname}`,
    `Authorization: Bearer ${device.token()}`,
    'Content-Type: application/json',
    `Content-Length: ${length}`,
    'Connection: close',
  ].join('\r\n');
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(`${head}\r\n\r\n${bytes}`, () => {
        if (hangUp) setTimeout(() => socket.destroy(), 50);
      });
    });
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
      resolve(status === undefined ? undefined : Number(status));
    });
  });
}
