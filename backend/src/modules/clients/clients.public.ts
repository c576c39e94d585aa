/** What other modules may use of clients. */
export { Client } from './client.entity.js';
