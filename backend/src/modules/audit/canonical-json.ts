/**
 * JSON with one text for equal values: members in the order of their UTF-16 code units, no blanks, numbers as ECMAScript
 * writes them (RFC 8785). What JSON does not know is left out or written as `JSON.stringify` does: a Date as ISO 8601.
 * It survives a `jsonb` column: characters that PostgreSQL refuses (NUL, half surrogates) become U+FFFD.
 */
export function canonicalJson(value: unknown): string {
  return written(JSON.parse(JSON.stringify(value ?? null)) as Json);
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

function written(value: Json): string {
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${text(name)}:${written(member)}`).join(',')}}`;
}

function text(value: string): string {
  return JSON.stringify(value.replace(/\0|\p{Surrogate}/gu, '\uFFFD'));
}
