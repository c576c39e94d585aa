import type { Route } from '@angular/router';
import type { WordKey } from './i18n/words';
import { signedInGuard, signedOutGuard } from './session/session-guard';
import { unsavedGuard } from './ui/unsaved-guard';

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
        path: 'clients',
        title: 'clients.title',
        loadComponent: () => import('./clients/clients-page').then((m) => m.ClientsPage),
      },
      {
        path: 'clients/new',
        title: 'clients.createTitle',
        canDeactivate: [unsavedGuard],
        loadComponent: () => import('./clients/client-form-page').then((m) => m.ClientFormPage),
      },
      {
        path: 'clients/:id',
        title: 'clients.one',
        loadComponent: () => import('./clients/client-page').then((m) => m.ClientPage),
      },
      {
        path: 'clients/:id/edit',
        title: 'clients.editTitle',
        canDeactivate: [unsavedGuard],
        loadComponent: () => import('./clients/client-form-page').then((m) => m.ClientFormPage),
      },
      {
        path: 'vehicles',
        title: 'vehicles.title',
        loadComponent: () => import('./vehicles/vehicles-page').then((m) => m.VehiclesPage),
      },
      {
        path: 'vehicles/new',
        title: 'vehicles.createTitle',
        canDeactivate: [unsavedGuard],
        loadComponent: () => import('./vehicles/vehicle-form-page').then((m) => m.VehicleFormPage),
      },
      {
        path: 'contracts',
        title: 'contracts.title',
        loadComponent: () => import('./contracts/contracts-page').then((m) => m.ContractsPage),
      },
      {
        path: 'contracts/new',
        title: 'contracts.createTitle',
        canDeactivate: [unsavedGuard],
        loadComponent: () =>
          import('./contracts/contract-form-page').then((m) => m.ContractFormPage),
      },
      {
        path: 'contracts/:id',
        title: 'contracts.one',
        loadComponent: () => import('./contracts/contract-page').then((m) => m.ContractPage),
      },
      {
        path: 'imports',
        title: 'imports.title',
        loadComponent: () => import('./imports/imports-page').then((m) => m.ImportsPage),
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
