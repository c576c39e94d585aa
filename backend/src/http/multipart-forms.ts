import multipart from '@fastify/multipart';
import { errorCodes, type FastifyInstance, type FastifyRequest } from 'fastify';

/** Where documents are handed in, as Fastify names the route. */
export const DOCUMENTS_ROUTE = '/api/clients/:id/documents';

/** Where files are handed in of which records are made. */
export const IMPORTS_ROUTE = '/api/imports';

/** The routes that take forms with files. */
const FORM_ROUTES: ReadonlySet<string | undefined> = new Set([DOCUMENTS_ROUTE, IMPORTS_ROUTE]);

/**
 * Lets some routes take forms with files, which they read themselves, part by part and within their own bounds. All
 * others refuse such bodies before they are read: pages of other sites can post them without asking.
 */
export async function takeMultipartForms(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart, { throwFileSizeLimit: false });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    const refused = announcesMultipart(request) && !FORM_ROUTES.has(request.routeOptions.url);
    if (refused) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE('multipart/form-data'));
    else done(null, payload);
  });
}

function announcesMultipart({ headers }: FastifyRequest): boolean {
  return (headers['content-type'] ?? '').trim().toLowerCase().startsWith('multipart/');
}
