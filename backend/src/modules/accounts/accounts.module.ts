import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { AccountInvitations } from './account-invitations.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccountService } from './own-account.service.js';

/** Accounts: administrators invite, change and close them; everybody looks after their own. */
@Module({
  imports: [AuthModule],
  controllers: [AccountsController, OwnAccountController],
  providers: [AccountInvitations, AccountsService, OwnAccountService],
})
export class AccountsModule {}
