import type { contracts as french } from './contracts.fr';

/** Words of contracts, in English. */
export const contracts: typeof french = {
  title: 'Contracts',
  one: 'Contract',
  create: 'New contract',
  createTitle: 'New contract',
  searchHint: 'Number, client, plate…',
  empty: 'No contracts yet',
  emptyHint: 'Quotes and contracts will appear here, with their state and dates.',
  loading: 'Loading the contract',
  back: 'Back to the contracts',

  number: 'Number',
  numberHelp: 'Left empty, the next free number is given.',
  numberFault: 'A number has 32 characters at most: letters, digits and . / _ -',
  allStatuses: 'All states',
  formulaTitle: 'Formula',
  startsOn: 'Start',
  startsOnHelp: 'First day of cover.',
  endsOn: 'End',
  endsOnHelp: 'First day without cover. Empty: until it is terminated.',
  untilEnded: 'Until terminated',
  premium: 'Yearly premium',
  premiumLabel: 'Yearly premium (€)',
  premiumFault: 'An amount in euros is expected, for example 584.50.',
  createdAt: 'Entered on',
  facts: 'Cover',
  parties: 'Client and vehicle',

  client: 'Client',
  clientHint: 'Name or e-mail of the client',
  vehicle: 'Vehicle',
  vehicleChoose: 'Choose the vehicle',
  vehicleFirst: 'Choose the client first.',
  vehicleNone: 'This client has no vehicle yet.',
  vehicleFailed: 'The vehicles of this client could not be loaded.',
  status: 'State',
  formula: {
    'third-party': 'Third party',
    'third-party-plus': 'Third party plus',
    comprehensive: 'Comprehensive',
  },

  save: 'Save the contract',
  saved: 'Contract {{ number }} saved',
};
