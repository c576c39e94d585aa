import { Injectable } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { ACCESS_STRATEGY } from './access.strategy.js';
import { NotAuthenticated } from './auth.errors.js';

/** Puts the access on the request, by the passport strategy; refuses whoever is not logged in. */
@Injectable()
export class AccessGuard extends AuthGuard(ACCESS_STRATEGY) {
  constructor() {
    super({ property: 'access', session: false });
  }

  override handleRequest<TAccess>(error: Error | null, access: TAccess | false | null): TAccess {
    if (error) throw error; // The database did not answer: not the caller's fault.
    if (!access) throw new NotAuthenticated();
    return access;
  }
}
