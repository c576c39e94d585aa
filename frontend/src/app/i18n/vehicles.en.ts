import type { vehicles as french } from './vehicles.fr';

/** Words of the list of vehicles and of entering one, in English. */
export const vehicles: typeof french = {
  title: 'Vehicles',
  create: 'New vehicle',
  createTitle: 'New vehicle',
  searchHint: 'Plate, model…',
  empty: 'No vehicles yet',
  emptyHint: 'Each insured vehicle will appear here, with its live state.',

  state: 'State',
  allStates: 'All states',
  heard: 'Last heard of',
  device: 'Device',
  allDevices: 'With or without device',
  deviceNone: 'No device',
  deviceSilent: 'Silent device',
  deviceOn: 'Device attached',
  createdAt: 'Entered on',

  client: 'Client',
  clientHint: 'Name or e-mail of the client',
  make: 'Make',
  modelName: 'Model',
  vin: 'Vehicle identification number (VIN)',
  vinHelp: 'Field E of the registration certificate, 17 characters.',
  vinFault: 'A VIN has 17 letters and digits, without I, O and Q.',
  plateHelp: 'Field A of the registration certificate, for example AA-123-AA.',
  plateFault: 'A plate has letters, digits and hyphens only.',
  yearFault: 'A year of four digits is expected, from 1886 on.',
  displacementCc: 'Displacement (cm³)',
  fuelNone: 'Not specified',

  save: 'Save the vehicle',
  saveNext: 'Save and draw up the contract',
  saved: 'Vehicle {{ plate }} saved',
};
