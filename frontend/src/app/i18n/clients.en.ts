import type { clients as french } from './clients.fr';

/** Words of clients, in English. */
export const clients: typeof french = {
  title: 'Clients',
  one: 'Client',
  create: 'New client',
  createTitle: 'New client',
  searchHint: 'Name, e-mail…',
  empty: 'No clients yet',
  emptyHint: 'Insured people and companies will appear here, with their vehicles and contracts.',
  loading: 'Loading the client',
  back: 'Back to the clients',

  name: 'Name',
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail address',
  emailHelp: 'Also tells the client from others: one address, one client.',
  phone: 'Telephone',
  phoneFault: 'This is no telephone number: for example 06 12 34 56 78 or +33 6 12 34 56 78.',
  createdAt: 'Entered on',

  facts: 'Contact details',
  vehicles: 'Vehicles',
  noVehicles: 'No vehicle is entered for this client.',
  addVehicle: 'Add a vehicle',
  contracts: 'Contracts',
  noContracts: 'No contract is entered for this client.',
  addContract: 'New contract',
  more: 'Show all ({{ count }})',

  save: 'Save the client',
  saveNext: 'Save and add a vehicle',
  saved: 'Client {{ name }} saved',
};
