import { due } from './due.fr';
import { fault } from './fault.fr';
import { fleet } from './fleet.fr';
import { form } from './form.fr';
import { portal } from './portal.fr';
import { session } from './session.fr';
import { shell } from './shell.fr';
import { table } from './table.fr';
import { vehicle } from './vehicle.fr';

/** The words of the frame and of the first pages, in French. */
export const frame = {
  due,
  fault,
  fleet,
  form,
  portal,
  session,
  shell,
  table,
  vehicle,
  combobox: {
    list: 'Propositions',
    loading: 'Recherche…',
    none: 'Aucun résultat',
    count: 'Résultats\u202f: {{ count }}',
    failed: 'La recherche n’a pas abouti. Réessayez dans un instant.',
  },
  contractStatus: {
    quote: 'Devis',
    active: 'Actif',
    suspended: 'Suspendu',
    terminated: 'Résilié',
    expired: 'Expiré',
    renewed: 'Renouvelé',
  },
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
