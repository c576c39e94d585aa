import { admin } from './admin.fr';
import { device } from './device.fr';
import { fleet } from './fleet.fr';
import { session } from './session.fr';
import { shell } from './shell.fr';
import { vehicle } from './vehicle.fr';

/** The glossary in French: the same thing has the same word everywhere. */
export const fr = {
  admin,
  device,
  fleet,
  session,
  shell,
  vehicle,
  state: {
    moving: 'En mouvement',
    stopped: 'À l’arrêt',
    parked: 'Stationné',
    stale: 'Sans nouvelles',
    offline: 'Hors ligne',
    never: 'Jamais vu',
  },
  unit: {
    rpm: 'tr/min',
    megabytes: 'Mo',
    gigabytes: 'Go',
  },
  problem: {
    retry: 'Réessayer',
    requestId: 'Référence pour le support\u202f: {{ id }}',
    unreachable: 'Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.',
    forbidden: 'Votre compte ne permet pas d’ouvrir ceci.',
    notFound: 'Introuvable\u202f: ceci n’existe pas ou n’est pas à vous.',
    unknown: 'Quelque chose n’a pas marché de notre côté. Réessayez dans un instant.',
  },
};

/** Shape that every language has to fill. */
export type Glossary = typeof fr;
