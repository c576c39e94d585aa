import { account } from './account.en';
import { admin } from './admin.en';
import { administration } from './administration.en';
import { clients } from './clients.en';
import { contracts } from './contracts.en';
import { device } from './device.en';
import { imports } from './imports.en';
import { portfolios } from './portfolios.en';
import { vehicles } from './vehicles.en';
import type { pages as french } from './pages-fr';

/** The words of the pages that come later, in English. */
export const pages: typeof french = {
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
