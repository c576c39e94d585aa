import type { Signal } from '@angular/core';

/** What a document may be. */
export const DOCUMENT_KINDS = [
  'driving-licence',
  'registration-certificate',
  'identity',
  'proof-of-address',
  'contract',
  'claim',
  'other',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** A document that is to be sent. */
export interface DocumentFields {
  readonly title: string;
  readonly kind: DocumentKind;
  readonly file: File;
}

/** A document on its way. */
export interface Sending {
  readonly percent: Signal<number>;
  /** Resolves with whether it is there: `false` when it was called off. */
  readonly done: Promise<boolean>;
  readonly callOff: () => void;
}

/** What the server takes; it looks into the file, we go by what the browser says. */
const TYPES: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'];
/** For the browser's own choice of files. */
export const ACCEPTED = TYPES.join(',');
/** The largest document, bytes: 10 MiB. */
export const MOST_BYTES = 10_485_760;

/** What is wrong with a file, by the code that the server has for it; `null` when nothing is. */
export function fileFault(file: Pick<File, 'size' | 'type'> | null): string | null {
  if (file === null) return 'required';
  if (file.size === 0) return 'empty';
  if (file.size > MOST_BYTES) return 'DOCUMENT.TOO_LARGE';
  // Some systems know no type: then the server decides.
  return file.type === '' || TYPES.includes(file.type) ? null : 'DOCUMENT.TYPE_REFUSED';
}

/** What a file is called, without what stands for its type. */
export function titleOf(fileName: string): string {
  return fileName
    .replace(/\.[a-z0-9]{1,5}$/i, '')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .slice(0, 200);
}
