import type { Routes } from '@angular/router';

/** Every page of the application. Pages are lazy: a visitor downloads what they open. */
export const routes: Routes = [
  {
    path: 'login',
    loadComponent: () => import('./session/login-page').then((m) => m.LoginPage),
  },
  {
    path: '',
    loadComponent: () => import('./shell/shell').then((m) => m.Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'fleet' },
      {
        path: 'fleet',
        loadComponent: () => import('./fleet/fleet-page').then((m) => m.FleetPage),
      },
      {
        path: 'vehicle/:id',
        loadComponent: () => import('./vehicle/vehicle-page').then((m) => m.VehiclePage),
      },
    ],
  },
];
