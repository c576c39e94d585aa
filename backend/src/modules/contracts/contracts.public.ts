/** What other modules may use of contracts. */
export { ContractBatch } from './contract-batch.js';
export { CONTRACT_STATUSES, type ContractStatus } from './contract-lifecycle.js';
export { CreateContractDto } from './contract.dto.js';
