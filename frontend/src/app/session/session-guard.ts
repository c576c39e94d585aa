import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { type Permission, SessionStore } from './session-store';

/** Pages behind the login: without a session the login page, with the way back. */
export const signedInGuard: CanActivateFn = async (_route, state) => {
  const router = inject(Router);
  const sessions = inject(SessionStore);
  // Asked before `restore`, which may find that the session is over.
  const hadSession = sessions.wasSignedIn();
  try {
    if (await sessions.restore()) return true;
  } catch {
    return new RedirectCommand(router.parseUrl('/unreachable'), { skipLocationChange: true });
  }
  return router.createUrlTree(['/login'], {
    queryParams: {
      ...(hadSession ? { reason: 'expired' } : {}),
      ...(state.url === '/' ? {} : { returnUrl: state.url }),
    },
  });
};

/** The login page, for who is signed in already: straight on. */
export const signedOutGuard: CanActivateFn = async (route) => {
  const router = inject(Router);
  const sessions = inject(SessionStore);
  // A first visitor is not asked about; and the page opens without a server, too: it says so itself.
  const signedIn = sessions.wasSignedIn() && (await sessions.restore().catch(() => false));
  return signedIn ? router.parseUrl(safeReturnUrl(route.queryParamMap.get('returnUrl'))) : true;
};

/** The address of the application itself: on to where this account begins. */
export const startGuard: CanActivateFn = () => inject(Router).parseUrl(inject(SessionStore).home());

/** Pages of the insurer's desk: a client goes to their own. */
export const deskGuard: CanActivateFn = () => belongsAt('/fleet');

/** A client's own pages: the insurer's people go to their desk. */
export const portalGuard: CanActivateFn = () => belongsAt('/home');

/** Pages for who may do something: who may not goes to where they begin. */
export function mayGuard(needs: Permission): CanActivateFn {
  return () => {
    const session = inject(SessionStore);
    return session.can(needs) ? true : inject(Router).parseUrl(session.home());
  };
}

function belongsAt(home: '/home' | '/fleet'): ReturnType<CanActivateFn> {
  const own = inject(SessionStore).home();
  return own === home ? true : inject(Router).parseUrl(own);
}

/** A way back inside this application; anything else leads to the start page. */
export function safeReturnUrl(url: string | null): string {
  return url !== null && /^\/(?![/\\])/.test(url) && !url.startsWith('/login') ? url : '/';
}
