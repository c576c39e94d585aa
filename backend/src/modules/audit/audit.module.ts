import { Global, Module } from '@nestjs/common';
import { AuditAnchor } from './audit-anchor.js';
import { AuditSearch } from './audit-search.js';
import { AuditTrail } from './audit-trail.js';
import { AuditController } from './audit.controller.js';
import { LooksController } from './looks.controller.js';
import { Looks } from './looks.js';

/** Who did what, and who looked at whom. Global, because every module that changes something writes it down. */
@Global()
@Module({
  controllers: [AuditController, LooksController],
  providers: [AuditAnchor, AuditSearch, AuditTrail, Looks],
  exports: [AuditTrail, Looks],
})
export class AuditModule {}
