import { Spine1764000000000 } from './migrations/1764000000000-spine.js';
import { Settings1764000001000 } from './migrations/1764000001000-settings.js';
import { Readings1764000002000 } from './migrations/1764000002000-readings.js';
import { ContractNumbers1764000003000 } from './migrations/1764000003000-contract-numbers.js';
import { DeviceHealth1764000004000 } from './migrations/1764000004000-device-health.js';
import { AuditorRole1764000005000 } from './migrations/1764000005000-auditor-role.js';
import { AuditTrail1764000006000 } from './migrations/1764000006000-audit-trail.js';
import { Accounts1764000007000 } from './migrations/1764000007000-accounts.js';
import { SecondFactor1764000007100 } from './migrations/1764000007100-second-factor.js';
import { Passkeys1764000007200 } from './migrations/1764000007200-passkeys.js';
import { PeopleOfClients1764000008000 } from './migrations/1764000008000-people-of-clients.js';
import { ContractVersions1764000009000 } from './migrations/1764000009000-contract-versions.js';
import { VehiclePapers1764000009100 } from './migrations/1764000009100-vehicle-papers.js';
import { Search1764000010000 } from './migrations/1764000010000-search.js';
import { Portfolios1764000020000 } from './migrations/1764000020000-portfolios.js';
import { ConfirmedSessions1764000020100 } from './migrations/1764000020100-confirmed-sessions.js';
import { Imports1764000021000 } from './migrations/1764000021000-imports.js';
import { DeviceList1764000022000 } from './migrations/1764000022000-device-list.js';
import { Lists1764000023000 } from './migrations/1764000023000-lists.js';
import { FoundBy1764000023100 } from './migrations/1764000023100-found-by.js';
import { DueSoon1764000024000 } from './migrations/1764000024000-due-soon.js';
import { ImperialUnits1764000024100 } from './migrations/1764000024100-imperial-units.js';
import { FleetChanges1764000025000 } from './migrations/1764000025000-fleet-changes.js';
import { ContractAuthors1764000025100 } from './migrations/1764000025100-contract-authors.js';
import { ClientsWithVehicle1764000025200 } from './migrations/1764000025200-clients-with-vehicle.js';
import { ContractsByFormula1764000025300 } from './migrations/1764000025300-contracts-by-formula.js';
import { OtherPhones1764000026000 } from './migrations/1764000026000-other-phones.js';
import { FullConfirmation1764000026100 } from './migrations/1764000026100-full-confirmation.js';
import { SlowRecoveryCodes1764000026200 } from './migrations/1764000026200-slow-recovery-codes.js';

/** Every migration in its order. A migration that was released is never changed: a new one mends it. */
export const MIGRATIONS = [
  Spine1764000000000,
  Settings1764000001000,
  Readings1764000002000,
  ContractNumbers1764000003000,
  DeviceHealth1764000004000,
  AuditorRole1764000005000,
  AuditTrail1764000006000,
  Accounts1764000007000,
  SecondFactor1764000007100,
  Passkeys1764000007200,
  PeopleOfClients1764000008000,
  ContractVersions1764000009000,
  VehiclePapers1764000009100,
  Search1764000010000,
  Portfolios1764000020000,
  ConfirmedSessions1764000020100,
  Imports1764000021000,
  DeviceList1764000022000,
  Lists1764000023000,
  FoundBy1764000023100,
  DueSoon1764000024000,
  ImperialUnits1764000024100,
  FleetChanges1764000025000,
  ContractAuthors1764000025100,
  ClientsWithVehicle1764000025200,
  ContractsByFormula1764000025300,
  OtherPhones1764000026000,
  FullConfirmation1764000026100,
  SlowRecoveryCodes1764000026200,
];
