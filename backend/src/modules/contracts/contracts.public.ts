/** What other modules may use of contracts. */
export { CONTRACT_STATUSES, type ContractStatus } from './contract-lifecycle.js';
