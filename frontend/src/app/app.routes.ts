import type { Route } from '@angular/router';
import type { WordKey } from './i18n/words';
import { signedInGuard, signedOutGuard } from './session/session-guard';

/** A route whose title, if it has one, is a key of the glossary. */
type TitledRoute = Omit<Route, 'title' | 'children'> & {
  readonly title?: WordKey;
  readonly children?: TitledRoute[];
};

/** Every page of the application. Pages are lazy: a visitor downloads what they open. */
export const routes: TitledRoute[] = [
  {
    path: 'login',
    title: 'session.title',
    canActivate: [signedOutGuard],
    loadComponent: () => import('./session/login-page').then((m) => m.LoginPage),
  },
  {
    path: 'unreachable',
    title: 'session.unreachableTitle',
    loadComponent: () => import('./session/unreachable-page').then((m) => m.UnreachablePage),
  },
  {
    path: '',
    canActivate: [signedInGuard],
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'fleet' },
      {
        path: 'fleet',
        title: 'fleet.title',
        loadComponent: () => import('./fleet/fleet-page').then((m) => m.FleetPage),
      },
      {
        path: 'vehicle/:id',
        title: 'vehicle.title',
        loadComponent: () => import('./vehicle/vehicle-page').then((m) => m.VehiclePage),
      },
      {
        path: 'admin/audit',
        title: 'admin.audit.title',
        loadComponent: () => import('./admin/audit-page').then((m) => m.AuditPage),
      },
      {
        path: '**',
        title: 'shell.notFoundTitle',
        loadComponent: () => import('./shell/not-found-page').then((m) => m.NotFoundPage),
      },
    ],
  },
];
