import type { HttpHandlerFn, HttpInterceptorFn, HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { problemOf } from '../ui/problem';
import { OWN_REQUEST, SessionStore } from './session-store';

/**
 * A request that comes back with 401 renews the session once and goes out again. When the session
 * cannot be renewed, the original refusal stands (and the store has moved on to the login page).
 */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  if (request.context.get(OWN_REQUEST)) return next(request);
  const sessions = inject(SessionStore);
  const sentAt = Date.now();
  return next(request).pipe(
    catchError((error: unknown) => {
      if (problemOf(error).status !== 401) return throwError(() => error);
      return from(sessions.refresh(sentAt)).pipe(
        switchMap((outcome) => retryOrRefuse(outcome === 'refreshed', request, next, error)),
      );
    }),
  );
};

function retryOrRefuse(
  renewed: boolean,
  request: HttpRequest<unknown>,
  next: HttpHandlerFn,
  refusal: unknown,
): ReturnType<HttpHandlerFn> {
  return renewed ? next(request) : throwError(() => refusal);
}
