import type { Role } from './viewer.js';

/** What a permission is for, and which roles have it. */
interface Permission {
  /** One sentence for whoever decides on roles. */
  readonly about: string;
  readonly roles: readonly [Role, ...Role[]];
}

const EVERYBODY = ['admin', 'employee', 'auditor', 'client'] as const;
const STAFF = ['admin', 'employee', 'auditor'] as const;
const DESK = ['admin', 'employee'] as const;

/**
 * Everything that one may be allowed to do, by verb and object. Guards, menus, the OpenAPI document and
 * `docs/reference/permissions.md` read this one table. A permission opens routes; whose objects one sees
 * there is the services' matter: clients see their own only.
 */
export const PERMISSIONS = {
  'read:own-account': { about: 'Read who is logged in, and the own profile.', roles: EVERYBODY },
  'change:own-account': {
    about: 'Change the own profile, password, second factor and sessions.',
    roles: EVERYBODY,
  },
  'list:clients': { about: 'Search and list clients.', roles: STAFF },
  'read:clients': { about: 'Read a client; clients read themselves.', roles: EVERYBODY },
  'create:clients': { about: 'Enter a client.', roles: DESK },
  'update:clients': { about: 'Correct a client, merge duplicates.', roles: DESK },
  'delete:clients': { about: 'Remove a client that was entered by mistake.', roles: DESK },
  'read:notes': { about: 'Read notes about a client.', roles: STAFF },
  'read:portfolios': {
    about: 'Read who is responsible for how many clients, and who stands in for whom.',
    roles: STAFF,
  },
  'manage:portfolios': {
    about: 'Say who is responsible for which clients, and hand work over.',
    roles: ['admin'],
  },
  'read:vehicles': { about: 'Read vehicles and where they are.', roles: EVERYBODY },
  'create:vehicles': { about: 'Enter a vehicle.', roles: DESK },
  'update:vehicles': { about: 'Correct a vehicle, change its owner.', roles: DESK },
  'read:tracks': { about: 'See where a vehicle was, and its readings.', roles: EVERYBODY },
  'read:contracts': { about: 'Read contracts, and what covered a vehicle when.', roles: EVERYBODY },
  'create:contracts': { about: 'Enter a contract.', roles: DESK },
  'update:contracts': {
    about: 'Change a contract: endorse, suspend, renew, terminate.',
    roles: DESK,
  },
  'read:contract-reminders': {
    about: 'Read which contracts are to be renewed or end soon.',
    roles: STAFF,
  },
  'read:devices': { about: 'Read how a device is, its commands and trouble codes.', roles: STAFF },
  'list:devices': {
    about: 'List the devices of the whole fleet, revoked ones too.',
    roles: ['admin', 'auditor'],
  },
  'enrol:devices': { about: 'Give out enrolment codes.', roles: DESK },
  'revoke:devices': { about: 'Revoke a device.', roles: DESK },
  'command:devices': { about: 'Send commands to a device.', roles: DESK },
  'read:documents': {
    about: 'Read documents of a client; clients read their own.',
    roles: EVERYBODY,
  },
  'write:documents': { about: 'Add and remove documents and notes of a client.', roles: DESK },
  'search:records': { about: 'Find clients, vehicles and contracts by one box.', roles: STAFF },
  'import:records': { about: 'Import clients, vehicles and contracts from a file.', roles: DESK },
  'export:records': { about: 'Take lists away as a file.', roles: STAFF },
  'read:map-settings': { about: 'Read how maps are drawn.', roles: EVERYBODY },
  'read:api-manual': { about: 'Open the page that documents the API.', roles: DESK },
  'read:own-data': {
    about: 'Take away everything that is held about oneself.',
    roles: ['client'],
  },
  'read:own-looks': {
    about: 'See who looked at the own vehicles.',
    roles: ['client'],
  },
  'read:audit-trail': { about: 'Search the audit trail.', roles: ['admin', 'auditor'] },
  'read:accounts': { about: 'Read accounts and their sessions.', roles: ['admin', 'auditor'] },
  'manage:accounts': {
    about: 'Invite, change, close accounts, and end their sessions.',
    roles: ['admin'],
  },
  'read:settings': {
    about: 'Read which role may do what, and the settings of the system.',
    roles: ['admin', 'auditor'],
  },
  'manage:settings': { about: 'Decide on roles and settings of the system.', roles: ['admin'] },
  'read:system': {
    about: 'See versions, stores, sites and queues.',
    roles: ['admin', 'auditor'],
  },
} as const satisfies Readonly<Record<string, Permission>>;

/** Verb and object. */
export type PermissionName = keyof typeof PERMISSIONS;

/** The roles that have a permission. */
export function rolesWith(permission: PermissionName): readonly Role[] {
  return PERMISSIONS[permission].roles;
}

/** Everything that a role may do, in the table's order. */
export function permissionsOf(role: Role): PermissionName[] {
  return (Object.keys(PERMISSIONS) as PermissionName[]).filter((name) =>
    rolesWith(name).includes(role),
  );
}
