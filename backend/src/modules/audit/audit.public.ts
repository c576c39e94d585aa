/** What other modules may use of the audit trail. */
export { type AuditedChange, type AuditedKind } from './audit-entry.js';
export { AuditTrail } from './audit-trail.js';
