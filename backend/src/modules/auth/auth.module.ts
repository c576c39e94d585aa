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
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { CrossSiteGuard } from './cross-site.guard.js';
import { LiveSessions } from './live-sessions.js';
import { LocalOrTokenGuard } from './local-or-token.guard.js';
import { Passwords } from './passwords.js';
import { PolicyCheck } from './policy-check.js';
import { PolicyGuard } from './policy.guard.js';
import { RefreshToken, Session } from './session.entity.js';
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
    TypeOrmModule.forFeature([Account, Session, RefreshToken]),
  ],
  controllers: [AuthController],
  providers: [
    AccessGuard,
    AccessStrategy,
    AccessTokens,
    AuthService,
    LiveSessions,
    LocalOrTokenGuard,
    Passwords,
    PolicyCheck,
    Sessions,
    { provide: APP_GUARD, useClass: CrossSiteGuard },
    { provide: APP_GUARD, useClass: PolicyGuard },
  ],
  exports: [AccessTokens, LocalOrTokenGuard, Passwords, Sessions],
})
export class AuthModule {}
