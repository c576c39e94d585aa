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
    sql: `SELECT to_jsonb(c) - '{search,sort_name,name_key,phone_digits}'::text[] AS row FROM clients c WHERE id = $1`,
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
    sql: `SELECT to_jsonb(v) - '{search,found_by,series,client_id}'::text[] AS row
          FROM vehicles v WHERE client_id = $1 ORDER BY created_at, id`,
  },
  {
    // Former vehicles, too, with what they were called.
    name: 'ownerships',
    sql: `SELECT jsonb_build_object('vehicle_id', v.id, 'plate', v.plate, 'make', v.make, 'model', v.model,
            'from', lower(o.period), 'until', upper(o.period)) AS row
          FROM vehicle_owners o JOIN vehicles v ON v.id = o.vehicle_id
          WHERE o.client_id = $1 ORDER BY v.series, o.period`,
  },
  {
    name: 'mileages',
    sql: `SELECT to_jsonb(m) - '{created_by}'::text[] AS row
          FROM vehicle_mileages m JOIN vehicle_owners o ON o.vehicle_id = m.vehicle_id AND o.period @> m.read_on
          WHERE o.client_id = $1 ORDER BY m.read_on, m.id`,
  },
  {
    name: 'contracts',
    sql: `SELECT to_jsonb(c) - '{found_by,client_id}'::text[] AS row
          FROM contracts c WHERE client_id = $1 ORDER BY created_at, id`,
  },
  {
    name: 'contractVersions',
    sql: `SELECT to_jsonb(v) - '{created_by}'::text[] AS row
          FROM contract_versions v JOIN contracts c ON c.id = v.contract_id
          WHERE c.client_id = $1 ORDER BY v.contract_id, v.valid, v.id`,
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
  {
    // Who looked at the vehicles, and who changed what is held: also from before two clients turned out to be one.
    name: 'trail',
    sql: `SELECT jsonb_build_object('at', at, 'verb', verb, 'kind', kind, 'object_id', object_id,
            'actor_role', actor_role, 'actor_name', CASE WHEN verb = 'look' THEN actor_name END) AS row
          FROM audit_entries
          WHERE client_id = ANY(ARRAY(SELECT $1::uuid UNION ALL SELECT id FROM merged_clients WHERE kept_id = $1))
          ORDER BY seq`,
  },
];

/** The part that is not in tables of people and papers: what the vehicles sent. */
export const READINGS_SECTION = 'readings';

/** Every part of what is held, by name. */
export const OWN_DATA_PARTS: readonly string[] = [
  ...OWN_DATA_SECTIONS.map(({ name }) => name),
  READINGS_SECTION,
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
