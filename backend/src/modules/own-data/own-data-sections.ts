/** A part of what is held about a client: rows of a table as JSON. */
export interface OwnDataSection {
  readonly name: string;
  /** Answers rows with one column `row`; `$1` is the client. */
  readonly sql: string;
}

/**
 * Whole rows but for what is the system's own affair: a column that is added later is held, so it is told. Where a table
 * holds secrets, the columns are named one by one instead.
 */
export const OWN_DATA_SECTIONS: readonly OwnDataSection[] = [
  {
    name: 'client',
    sql: `SELECT to_jsonb(c) - '{search,sort_name,name_key}'::text[] AS row FROM clients c WHERE id = $1`,
  },
  {
    name: 'formerIds',
    sql: `SELECT jsonb_build_object('id', id, 'merged_at', merged_at) AS row
          FROM merged_clients WHERE kept_id = $1 ORDER BY merged_at, id`,
  },
  {
    name: 'accounts',
    sql: `SELECT jsonb_build_object('id', id, 'email', email, 'display_name', display_name, 'language', language,
            'created_at', created_at, 'updated_at', updated_at, 'disabled_at', disabled_at) AS row
          FROM accounts WHERE client_id = $1 ORDER BY created_at, id`,
  },
  {
    name: 'sessions',
    sql: `SELECT jsonb_build_object('created_at', s.created_at, 'expires_at', s.expires_at, 'ended_at', s.ended_at,
            'user_agent', s.user_agent, 'address', host(s.address)) AS row
          FROM sessions s JOIN accounts a ON a.id = s.account_id
          WHERE a.client_id = $1 ORDER BY s.created_at, s.id`,
  },
  {
    name: 'drivers',
    sql: `SELECT to_jsonb(d) - '{client_id}'::text[] AS row
          FROM client_drivers d WHERE client_id = $1 ORDER BY created_at, id`,
  },
  {
    name: 'vehicles',
    sql: `SELECT to_jsonb(v) - '{search,series,client_id}'::text[] AS row
          FROM vehicles v WHERE client_id = $1 ORDER BY created_at, id`,
  },
  {
    name: 'contracts',
    sql: `SELECT to_jsonb(c) - '{client_id}'::text[] AS row
          FROM contracts c WHERE client_id = $1 ORDER BY created_at, id`,
  },
  {
    name: 'documents',
    sql: `SELECT jsonb_build_object('id', id, 'kind', kind, 'title', title, 'content_type', content_type,
            'size_bytes', size_bytes, 'sha256', encode(sha256, 'hex'), 'added_at', added_at,
            'file', '/api/clients/' || client_id || '/documents/' || id || '/file') AS row
          FROM client_documents WHERE client_id = $1 ORDER BY added_at, id`,
  },
  {
    name: 'notes',
    sql: `SELECT jsonb_build_object('text', text, 'created_at', created_at) AS row
          FROM client_notes WHERE client_id = $1 ORDER BY created_at, id`,
  },
];

/** A row with its names as they are everywhere else: `birth_date` is `birthDate`. What is missing is left out. */
export function namedAsElsewhere(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [
        name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ]),
  );
}
