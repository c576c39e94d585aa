import { UPLOAD_LIMITS } from '@naif/wire';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyRequest } from 'fastify';
import { UploadMalformedError, UploadTooLargeError } from './upload.errors.js';

/** Where vehicles post: the one route whose body is not parsed before its controller runs. */
export const UPLOAD_ROUTE = '/api/embedded/:carId/UploadData';

/**
 * Hands the upload route its bodies as they came: it unpacks, parses and checks them itself, after the
 * token was checked, and within its own bounds. All other JSON is parsed as always.
 */
export function takeUploadsRaw(adapter: FastifyAdapter): void {
  const fastify = adapter.getInstance();
  const parseJson = fastify.getDefaultJsonParser('error', 'error');
  adapter.useBodyParser('application/json', false, {}, (request: FastifyRequest, body, done) => {
    if (request.routeOptions.url === UPLOAD_ROUTE) done(null, body);
    else void parseJson(request, body.toString('utf8'), done);
  });
  fastify.addHook('onRoute', (route) => {
    if (route.url !== UPLOAD_ROUTE) return;
    route.bodyLimit = UPLOAD_LIMITS.bytesWithPictures;
    route.errorHandler = (error) => {
      throw uploadFault(error);
    };
  });
}

/** What Fastify says of a body, in the words of the upload's contract. */
function uploadFault(error: FastifyError): Error {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new UploadTooLargeError(
      `No upload has more than ${UPLOAD_LIMITS.bytesWithPictures} bytes.`,
    );
  }
  // Content-Length that does not fit, no body at all, a connection that broke off half-way.
  const isFault = error.statusCode === 400 || error.code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH';
  return isFault ? new UploadMalformedError('The upload did not arrive whole.', error) : error;
}
