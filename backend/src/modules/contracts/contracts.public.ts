/** What other modules may use of contracts. */
export { ContractBatch } from './contract-batch.js';
export { CONTRACT_STATUSES, type ContractStatus } from './contract-lifecycle.js';
export { ContractQueryDto, CreateContractDto } from './contract.dto.js';
export { ContractsService } from './contracts.service.js';
