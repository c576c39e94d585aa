import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ServerKeys } from '../../config/server-keys.js';
import { AccessGuard } from './access.guard.js';
import { AccessStrategy } from './access.strategy.js';
import { ACCESS_TOKEN_RULES, AccessTokens } from './access-tokens.js';
import { Account } from './account.entity.js';
import { AccountLink } from './account-link.entity.js';
import { AccountLogins } from './account-logins.js';
import { AccountLinks } from './account-links.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { ConfirmationController } from './confirmation.controller.js';
import { Confirmations } from './confirmations.js';
import { CrossSiteGuard } from './cross-site.guard.js';
import { LiveSessions } from './live-sessions.js';
import { LocalOrTokenGuard } from './local-or-token.guard.js';
import { AccountMails } from './mails/account-mails.js';
import { PasskeyChallenge, Passkey } from './passkeys/passkey.entity.js';
import { PasskeyChallenges } from './passkeys/passkey-challenges.js';
import { PasskeyConfirmation } from './passkeys/passkey-confirmation.js';
import { PasskeyHolders } from './passkeys/passkey-holders.js';
import { PasskeyLogin } from './passkeys/passkey-login.js';
import { PasskeyLoginController } from './passkeys/passkey-login.controller.js';
import { PasskeysController } from './passkeys/passkeys.controller.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PasswordChanges } from './password-changes.js';
import { PasswordsController } from './passwords.controller.js';
import { Passwords } from './passwords.js';
import { PolicyCheck } from './policy-check.js';
import { PolicyGuard } from './policy.guard.js';
import { RolesController } from './roles.controller.js';
import { LoginChallenges } from './second-factor/login-challenges.js';
import { RememberedDevices } from './second-factor/remembered-devices.js';
import { SecondFactorAdminController } from './second-factor/second-factor-admin.controller.js';
import { SecondFactorChallenges } from './second-factor/second-factor-challenges.js';
import { SecondFactorCodes } from './second-factor/second-factor-codes.js';
import { SecondFactorController } from './second-factor/second-factor.controller.js';
import {
  LoginChallenge,
  RecoveryCode,
  RememberedDevice,
  SecondFactor,
} from './second-factor/second-factor.entity.js';
import { SecondFactorPolicy } from './second-factor/second-factor-policy.js';
import { SecondFactorSecrets } from './second-factor/second-factor-secrets.js';
import { SecondFactorSetup } from './second-factor/second-factor-setup.js';
import { RefreshToken, Session } from './session.entity.js';
import { SessionGrants } from './session-grants.js';
import { Sessions } from './sessions.js';

/** Accounts, sessions, and the guards that stand before every route: first cross-site, then policy. */
@Module({
  imports: [
    DiscoveryModule,
    PassportModule,
    JwtModule.registerAsync({
      inject: [ServerKeys],
      useFactory: ({ jwtSecret }: ServerKeys) => {
        const { algorithm, issuer, audience } = ACCESS_TOKEN_RULES;
        return {
          secret: jwtSecret,
          signOptions: ACCESS_TOKEN_RULES,
          // Expiry is judged by our own clock.
          verifyOptions: { algorithms: [algorithm], issuer, audience, ignoreExpiration: true },
        };
      },
    }),
    TypeOrmModule.forFeature([
      Account,
      AccountLink,
      Session,
      RefreshToken,
      SecondFactor,
      RecoveryCode,
      LoginChallenge,
      RememberedDevice,
      Passkey,
      PasskeyChallenge,
    ]),
  ],
  controllers: [
    AuthController,
    PasswordsController,
    ConfirmationController,
    SecondFactorController,
    SecondFactorAdminController,
    PasskeysController,
    PasskeyLoginController,
    RolesController,
  ],
  providers: [
    AccessGuard,
    AccessStrategy,
    AccessTokens,
    AccountLinks,
    AccountLogins,
    AccountMails,
    AuthService,
    Confirmations,
    LiveSessions,
    LocalOrTokenGuard,
    LoginChallenges,
    PasskeyChallenges,
    PasskeyConfirmation,
    PasskeyHolders,
    PasskeyLogin,
    PasskeysService,
    PasswordChanges,
    Passwords,
    PolicyCheck,
    RememberedDevices,
    SecondFactorChallenges,
    SecondFactorCodes,
    SecondFactorPolicy,
    SecondFactorSecrets,
    SecondFactorSetup,
    SessionGrants,
    Sessions,
    { provide: APP_GUARD, useClass: CrossSiteGuard },
    { provide: APP_GUARD, useClass: PolicyGuard },
  ],
  exports: [
    AccessTokens,
    AccountLinks,
    AccountLogins,
    AccountMails,
    LocalOrTokenGuard,
    Passwords,
    Sessions,
  ],
})
export class AuthModule {}
