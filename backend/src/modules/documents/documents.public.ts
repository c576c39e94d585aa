/** What other modules may use of documents. */
export { type DocumentTotal, DocumentTotals } from './document-totals.js';
