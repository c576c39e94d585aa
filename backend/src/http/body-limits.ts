import type { FastifyInstance } from 'fastify';
import { UPLOAD_ROUTE } from './upload-route.js';

/** What people's forms may weigh, bytes: the longest of them is a few kB. */
export const FORM_BYTES = 65_536;

/** Gives each route its limit. Uploads of vehicles are the only large bodies, and have rules of their own. */
export function setBodyLimits(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (route.url !== UPLOAD_ROUTE) route.bodyLimit ??= FORM_BYTES;
  });
}
