import { Global, Module } from '@nestjs/common';
import { AuditTrail } from './audit-trail.js';

/** Who did what, and who looked at whom. */
@Global()
@Module({ providers: [AuditTrail], exports: [AuditTrail] })
export class AuditModule {}
