import type { Readable } from 'node:stream';
import type { FormPart, FormRefusals } from '../../http/form-parts.js';
import { validationPipe } from '../../http/validation.js';
import { ImportFormDto } from './import.dto.js';
import type { ImportKind } from './import-columns.js';
import {
  ImportFileFault,
  ImportFormBroken,
  ImportNotAForm,
  ImportTooLarge,
} from './imports.errors.js';

/** The largest file, bytes: 5 MiB. 10 000 clients with all their columns are two thirds of it. */
export const MOST_IMPORT_BYTES = 5_242_880;
const LONGEST_NAME = 200;

/** How forms with imports are refused. */
export const IMPORT_FORM_REFUSALS: FormRefusals = {
  notAForm: () => new ImportNotAForm(),
  broken: (cause) => new ImportFormBroken(cause),
};

/** A file that was handed in. */
export interface HandedIn {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly file: Buffer;
}

/** Reads the form to its end. @throws ImportFileFault, ImportTooLarge, ImportFormBroken, InvalidRequest */
export async function readImportForm(parts: AsyncIterable<FormPart>): Promise<HandedIn> {
  const said: Record<string, unknown> = {};
  let handed: Omit<HandedIn, 'kind'> | undefined;
  for await (const part of parts) {
    if (part.kind === 'file') {
      if (handed) throw new ImportFileFault('oneFile');
      if (part.name !== 'file') throw new ImportFileFault('required');
      handed = { fileName: plainName(part.fileName), file: await bytesOf(part.content) };
    } else if (Object.hasOwn(said, part.name)) throw new ImportFormBroken();
    else said[part.name] = part.value;
  }
  const form = (await validationPipe().transform(
    { ...said },
    { type: 'body', metatype: ImportFormDto },
  )) as ImportFormDto;
  if (!handed) throw new ImportFileFault('required');
  return { kind: form.kind, ...handed };
}

async function bytesOf(content: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_IMPORT_BYTES) throw new ImportTooLarge(MOST_IMPORT_BYTES);
    chunks.push(chunk);
  }
  if (size === 0) throw new ImportFileFault('empty');
  return Buffer.concat(chunks);
}

/** What people call the file, without where it lay and without signs that nobody sees. */
function plainName(told: string): string {
  const name = told.split(/[/\\]/).at(-1) ?? '';
  const shown = name.replaceAll(/\p{C}/gu, '').trim().slice(0, LONGEST_NAME);
  return shown === '' ? 'import.csv' : shown;
}
