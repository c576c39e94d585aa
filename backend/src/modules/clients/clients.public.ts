/** What other modules may use of clients. */
export { Client } from './client.entity.js';
export { clientName } from './client-view.js';
export { ClientsDirectory } from './clients-directory.js';
export { OneLine } from './typed-text.js';
