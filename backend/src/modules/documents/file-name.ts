import type { DocumentType } from './document.entity.js';

const EXTENSIONS: Readonly<Record<DocumentType, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/**
 * The `Content-Disposition` (RFC 6266) with which a document is saved, never opened in place: named by its title,
 * once for browsers that know only ASCII and once as it is (RFC 8187).
 */
export function attachmentOf(title: string, type: DocumentType): string {
  const base =
    title
      .replaceAll(/[/\\:*?"<>|]/g, '-')
      .replace(/^\.+/, '')
      .trim() || 'document';
  const name = `${base}.${EXTENSIONS[type]}`;
  const ascii = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
