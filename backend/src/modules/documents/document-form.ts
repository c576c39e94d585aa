import { Readable } from 'node:stream';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { validationPipe } from '../../http/validation.js';
import { DocumentFieldsDto } from './document.dto.js';
import { DocumentFormBroken, DocumentNotAForm } from './documents.errors.js';

/** A part of a form, in the order in which they come. A file is read to its end before the next part comes. */
export type FormPart =
  | { readonly kind: 'field'; readonly name: string; readonly value: unknown }
  | { readonly kind: 'file'; readonly name: string; readonly content: Readable };

/** What the form may have, so that nobody fills the memory: a title's 200 characters are at most 800 bytes. */
const LIMITS = { fieldNameSize: 100, fieldSize: 1_000, fields: 10, files: 2, parts: 12 };

/**
 * The parts of a form as they arrive.
 * @param maxBytes of a file; one byte more is read, so that whoever counts sees that there was more
 * @throws DocumentNotAForm, DocumentFormBroken
 */
export async function* formParts(
  request: FastifyRequest,
  maxBytes: number,
): AsyncGenerator<FormPart> {
  if (!request.isMultipart()) throw new DocumentNotAForm();
  const parts = request.parts({ limits: { ...LIMITS, fileSize: maxBytes + 1 } });
  try {
    for (;;) {
      const next = await orBroken(parts.next());
      if (next.done === true) return;
      yield formPart(next.value);
    }
  } finally {
    // What nobody reads any more must not wait for a parser: the rest of the body is read away.
    request.raw.unpipe();
  }
}

/** What the form says beside its file. @throws InvalidRequest */
export async function documentFields(
  said: Readonly<Record<string, unknown>>,
): Promise<DocumentFieldsDto> {
  return (await validationPipe().transform(
    { ...said },
    { type: 'body', metatype: DocumentFieldsDto },
  )) as DocumentFieldsDto;
}

function formPart(part: Multipart): FormPart {
  if (part.type === 'field') return { kind: 'field', name: part.fieldname, value: part.value };
  const content = Readable.from(whole(part.file), { objectMode: false });
  return { kind: 'file', name: part.fieldname, content };
}

/** The file's bytes; when they break off, an error that says so. */
async function* whole(file: Readable): AsyncGenerator<Buffer> {
  try {
    yield* file as AsyncIterable<Buffer>;
  } catch (error) {
    throw new DocumentFormBroken(error);
  }
}

async function orBroken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new DocumentFormBroken(error);
  }
}
