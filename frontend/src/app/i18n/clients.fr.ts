/** Words of clients, in French. */
export const clients = {
  title: 'Clients',
  one: 'Client',
  create: 'Nouveau client',
  createTitle: 'Nouveau client',
  searchHint: 'Nom, e-mail…',
  empty: 'Pas encore de client',
  emptyHint: 'Les personnes et les sociétés assurées apparaîtront ici, avec leurs véhicules et leurs contrats.',
  loading: 'Chargement du client',
  back: 'Retour aux clients',

  name: 'Nom',
  firstName: 'Prénom',
  lastName: 'Nom de famille',
  email: 'Adresse e-mail',
  emailHelp: 'Sert aussi à reconnaître le client\u202f: une adresse, un client.',
  phone: 'Téléphone',
  phoneFault: 'Ce n’est pas un numéro de téléphone\u202f: par exemple 06 12 34 56 78 ou +33 6 12 34 56 78.',
  createdAt: 'Saisi le',

  facts: 'Coordonnées',
  vehicles: 'Véhicules',
  noVehicles: 'Aucun véhicule n’est saisi pour ce client.',
  addVehicle: 'Ajouter un véhicule',
  contracts: 'Contrats',
  noContracts: 'Aucun contrat n’est saisi pour ce client.',
  addContract: 'Nouveau contrat',
  more: 'Tout afficher ({{ count }})',

  save: 'Enregistrer le client',
  saveNext: 'Enregistrer et ajouter un véhicule',
  saved: 'Client {{ name }} enregistré',
};
