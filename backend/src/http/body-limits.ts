import { UPLOAD_LIMITS } from '@naif/wire';
import type { FastifyInstance } from 'fastify';

/** What people's forms may weigh, bytes: the longest of them is a few kB. */
export const FORM_BYTES = 65_536;

/** Gives each route its limit: uploads of vehicles are the only large bodies. */
export function setBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    route.bodyLimit ??= route.url.startsWith('/api/embedded/') ? UPLOAD_LIMITS.bytesWithPictures : FORM_BYTES;
  });
}
