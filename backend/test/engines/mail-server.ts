import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { ArrivedMail } from './mailer.contract.js';

/** A real SMTP server on a port of its own, which keeps what it is given. */
export class MailServer {
  /** The newest first. */
  readonly arrived: (ArrivedMail & { readonly raw: string })[] = [];
  private readonly server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('latin1');
          const recipients = session.envelope.rcptTo.map(({ address }) => address);
          this.arrived.unshift({ ...readMail(raw), recipients, raw });
          done();
        });
      },
      ...options,
    });
    this.server.on('error', () => undefined);
  }

  /** Listens on loopback. @returns the port */
  async start(): Promise<number> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return (this.server.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((stopped) => this.server.close(() => stopped()));
  }
}

/** Reads a message (RFC 5322, 2045 to 2047): what is needed of it. */
function readMail(raw: string): Pick<ArrivedMail, 'subject' | 'text'> & { html?: string } {
  const { headers, body } = partOf(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.get('content-type') ?? '')?.[1];
  const parts =
    boundary === undefined
      ? [{ headers, body }]
      : body
          .split(`--${boundary}`)
          .slice(1, -1)
          .map((part) => partOf(part.replace(/^\r\n/, '').replace(/\r\n$/, '')));
  const ofType = (type: string): string | undefined => {
    const part = parts.find((one) => one.headers.get('content-type')?.startsWith(type));
    return part && decoded(part.body, part.headers.get('content-transfer-encoding') ?? '7bit');
  };
  const html = ofType('text/html');
  return {
    subject: words(headers.get('subject') ?? ''),
    text: ofType('text/plain') ?? '',
    ...(html !== undefined && { html }),
  };
}

function partOf(raw: string): { headers: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
    }),
  );
  return { headers, body: raw.slice(end + 4) };
}

function decoded(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8');
    case 'quoted-printable':
      return Buffer.from(quoted(body.replaceAll(/=\r\n/g, '')), 'latin1').toString('utf8');
    default:
      return Buffer.from(body, 'latin1').toString('utf8');
  }
}

/** Encoded words of a header. */
function words(header: string): string {
  return header
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : Buffer.from(quoted(word.replaceAll('_', ' ')), 'latin1').toString('utf8'),
    );
}

function quoted(text: string): string {
  return text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
}
