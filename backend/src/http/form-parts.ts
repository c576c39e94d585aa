import { Readable } from 'node:stream';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';

/** A part of a form, in the order in which they come. A file is read to its end before the next part comes. */
export type FormPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: unknown }
  | {
      readonly kind: 'file';
      readonly name: string;
      /** What its owner calls it. */
      readonly fileName: string;
      readonly content: Readable;
    };

/** The errors with which a route refuses forms. */
export interface FormRefusals {
  readonly notAForm: () => Error;
  readonly broken: (cause: unknown) => Error;
}

/** What a form may have, so that nobody fills the memory: a title's 200 characters are at most 800 bytes. */
const LIMITS = { fieldNameSize: 100, fieldSize: 1_000, fields: 10, files: 2, parts: 12 };

/**
 * The parts of a form as they arrive; what is wrong with it is thrown as the route's own refusals.
 * @param maxBytes of a file; one byte more is read, so that whoever counts sees that there was more
 */
export async function* formParts(
  request: FastifyRequest,
  maxBytes: number,
  refusals: FormRefusals,
): AsyncGenerator<FormPart> {
  if (!request.isMultipart()) throw refusals.notAForm();
  const parts = request.parts({ limits: { ...LIMITS, fileSize: maxBytes + 1 } });
  try {
    for (;;) {
      const next = await orBroken(parts.next(), refusals);
      if (next.done === true) return;
      yield formPart(next.value, refusals);
    }
  } finally {
    // What nobody reads any more must not wait for a parser: the rest of the body is read away.
    request.raw.unpipe();
  }
}

function formPart(part: Multipart, refusals: FormRefusals): FormPart {
  if (part.type === 'field') return { kind: 'field', name: part.fieldname, value: part.value };
  const content = Readable.from(whole(part.file, refusals), { objectMode: false });
  return { kind: 'file', name: part.fieldname, fileName: part.filename, content };
}

/** The file's bytes; when they break off, an error that says so. */
async function* whole(file: Readable, refusals: FormRefusals): AsyncGenerator<Buffer> {
  try {
    yield* file as AsyncIterable<Buffer>;
  } catch (error) {
    throw refusals.broken(error);
  }
}

async function orBroken<T>(work: Promise<T>, refusals: FormRefusals): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw refusals.broken(error);
  }
}
