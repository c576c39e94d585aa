import type { Route } from '@angular/router';
import type { WordKey } from './i18n/words';
import {
  deskGuard,
  mayGuard,
  portalGuard,
  signedInGuard,
  signedOutGuard,
  startGuard,
} from './session/session-guard';
import { withPageWords } from './i18n/with-page-words';
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
    path: 'invitation',
    title: 'session.invitation.title',
    loadComponent: () => import('./session/invitation-page').then((m) => m.InvitationPage),
  },
  {
    path: 'password-reset',
    title: 'session.forgotten.title',
    loadComponent: () => import('./session/password-reset-page').then((m) => m.PasswordResetPage),
  },
  ...withPageWords<TitledRoute>([
    {
      path: 'demo/outbox',
      title: 'account.outbox.title',
      loadComponent: () => import('./demo/outbox-page').then((m) => m.OutboxPage),
    },
  ]),
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
      { path: '', pathMatch: 'full', canActivate: [startGuard], children: [] },
      {
        path: 'fleet',
        canActivate: [deskGuard],
        title: 'fleet.title',
        loadComponent: () => import('./fleet/fleet-page').then((m) => m.FleetPage),
      },
      ...withPageWords<TitledRoute>([
        {
          path: 'home',
          canActivate: [portalGuard],
          children: [
            {
              path: '',
              title: 'portal.vehicles.title',
              loadComponent: () =>
                import('./portal/own-vehicles-page').then((m) => m.OwnVehiclesPage),
            },
            {
              path: 'contracts',
              title: 'portal.contracts.title',
              loadComponent: () =>
                import('./portal/own-contracts-page').then((m) => m.OwnContractsPage),
            },
            {
              path: 'documents',
              title: 'portal.documents.title',
              loadComponent: () =>
                import('./portal/own-documents-page').then((m) => m.OwnDocumentsPage),
            },
            {
              path: 'data',
              title: 'portal.data.title',
              loadComponent: () => import('./portal/own-data-page').then((m) => m.OwnDataPage),
            },
          ],
        },
        {
          path: 'vehicle/:id',
          title: 'vehicle.title',
          loadComponent: () => import('./vehicle/vehicle-page').then((m) => m.VehiclePage),
        },
        {
          path: 'clients',
          canActivate: [deskGuard],
          title: 'clients.title',
          loadComponent: () => import('./clients/clients-page').then((m) => m.ClientsPage),
        },
        {
          path: 'clients/new',
          canActivate: [mayGuard('create:clients')],
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
          canActivate: [mayGuard('update:clients')],
          title: 'clients.editTitle',
          canDeactivate: [unsavedGuard],
          loadComponent: () => import('./clients/client-form-page').then((m) => m.ClientFormPage),
        },
        {
          path: 'clients/:id/merge',
          title: 'clients.mergeTitle',
          loadComponent: () => import('./clients/client-merge-page').then((m) => m.ClientMergePage),
        },
        {
          path: 'vehicles',
          canActivate: [deskGuard],
          title: 'vehicles.title',
          loadComponent: () => import('./vehicles/vehicles-page').then((m) => m.VehiclesPage),
        },
        {
          path: 'vehicles/new',
          canActivate: [mayGuard('create:vehicles')],
          title: 'vehicles.createTitle',
          canDeactivate: [unsavedGuard],
          loadComponent: () =>
            import('./vehicles/vehicle-form-page').then((m) => m.VehicleFormPage),
        },
        {
          path: 'vehicles/:id',
          title: 'vehicles.one',
          loadComponent: () =>
            import('./vehicles/vehicle-record-page').then((m) => m.VehicleRecordPage),
        },
        {
          path: 'vehicles/:id/edit',
          canActivate: [mayGuard('update:vehicles')],
          title: 'vehicles.editTitle',
          canDeactivate: [unsavedGuard],
          loadComponent: () =>
            import('./vehicles/vehicle-form-page').then((m) => m.VehicleFormPage),
        },
        {
          path: 'contracts',
          canActivate: [deskGuard],
          title: 'contracts.title',
          loadComponent: () => import('./contracts/contracts-page').then((m) => m.ContractsPage),
        },
        {
          path: 'contracts/new',
          canActivate: [mayGuard('create:contracts')],
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
          canActivate: [mayGuard('import:records')],
          title: 'imports.title',
          loadComponent: () => import('./imports/imports-page').then((m) => m.ImportsPage),
        },
        {
          path: 'contracts/:id/edit',
          canActivate: [mayGuard('update:contracts')],
          title: 'contracts.quoteTitle',
          canDeactivate: [unsavedGuard],
          loadComponent: () =>
            import('./contracts/contract-form-page').then((m) => m.ContractFormPage),
        },
        {
          path: 'due',
          title: 'due.title',
          loadComponent: () => import('./due/due-page').then((m) => m.DuePage),
        },
        {
          path: 'account',
          title: 'account.title',
          loadComponent: () => import('./account/account-page').then((m) => m.AccountPage),
        },
        {
          path: 'admin',
          title: 'administration.title',
          loadComponent: () => import('./admin/admin-frame').then((m) => m.AdminFrame),
          children: [
            { path: '', pathMatch: 'full', redirectTo: 'accounts' },
            {
              path: 'accounts',
              title: 'administration.accounts.title',
              loadComponent: () => import('./admin/accounts-page').then((m) => m.AccountsPage),
            },
            {
              path: 'accounts/new',
              canActivate: [mayGuard('manage:accounts')],
              title: 'administration.accounts.inviteTitle',
              canDeactivate: [unsavedGuard],
              loadComponent: () =>
                import('./admin/account-form-page').then((m) => m.AccountFormPage),
            },
            {
              path: 'accounts/:id',
              title: 'administration.accounts.one',
              loadComponent: () => import('./admin/account-page').then((m) => m.AccountPage),
            },
            {
              path: 'accounts/:id/edit',
              title: 'administration.accounts.editTitle',
              canDeactivate: [unsavedGuard],
              loadComponent: () =>
                import('./admin/account-form-page').then((m) => m.AccountFormPage),
            },
            {
              path: 'roles',
              title: 'administration.roles.title',
              loadComponent: () => import('./admin/roles-page').then((m) => m.RolesPage),
            },
            {
              path: 'portfolios',
              title: 'portfolios.title',
              loadComponent: () =>
                import('./admin/portfolios/portfolios-page').then((m) => m.PortfoliosPage),
            },
            {
              path: 'devices',
              title: 'administration.devices.title',
              loadComponent: () => import('./admin/devices-page').then((m) => m.DevicesPage),
            },
            {
              path: 'audit',
              title: 'admin.audit.title',
              loadComponent: () => import('./admin/audit-page').then((m) => m.AuditPage),
            },
            {
              path: 'system',
              title: 'administration.system.title',
              loadComponent: () => import('./admin/system-page').then((m) => m.SystemPage),
            },
          ],
        },
        {
          path: '**',
          title: 'shell.notFoundTitle',
          loadComponent: () => import('./shell/not-found-page').then((m) => m.NotFoundPage),
        },
      ]),
    ],
  },
];
