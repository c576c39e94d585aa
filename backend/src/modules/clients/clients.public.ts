/** What other modules may use of clients. */
export { Client } from './client.entity.js';
export { ClientBatch } from './client-batch.js';
export { CreateClientDto } from './client-input.dto.js';
export { ClientList } from './client-list.js';
export { clientName } from './client-view.js';
export { ClientMerged, ClientNotFound } from './clients.errors.js';
export { ClientQueryDto } from './client.dto.js';
export { ClientsDirectory } from './clients-directory.js';
export { ClientsService } from './clients.service.js';
