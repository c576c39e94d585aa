import { account } from './account.fr';
import { admin } from './admin.fr';
import { administration } from './administration.fr';
import { clients } from './clients.fr';
import { contracts } from './contracts.fr';
import { device } from './device.fr';
import { imports } from './imports.fr';
import { portfolios } from './portfolios.fr';
import { vehicles } from './vehicles.fr';

/** The words of the pages that come later, in French. */
export const pages = {
  account,
  admin,
  administration,
  clients,
  contracts,
  device,
  imports,
  portfolios,
  vehicles,
};
