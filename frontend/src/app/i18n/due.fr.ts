/** Words of what is due, in French. */
export const due = {
  title: 'Échéances',
  loading: 'Chargement des échéances',
  renewals: 'Renouvellements',
  ends: 'Contrats qui prennent fin',
  overdue: 'Contrôles techniques en retard',
  soon: 'Contrôles techniques à venir',
  nothing: 'Aucune échéance',
  nothingHint:
    'Les contrats à renouveler et les contrôles techniques apparaîtront ici soixante jours à l’avance.',
  today: 'Aujourd’hui',
  in: 'Dans {{ days }}\u202fj',
  late: '{{ days }}\u202fj de retard',
  waiting: '{{ count }} à traiter',
};
