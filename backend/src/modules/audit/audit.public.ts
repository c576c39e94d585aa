/** What other modules may use of the audit trail. */
export {
  type Actor,
  type AuditedChange,
  type AuditedKind,
  type Origin,
  type Outsider,
} from './audit-entry.js';
export { AuditTrail } from './audit-trail.js';
export { type Look, type LookKind, Looks } from './looks.js';
