import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isOfVisibleClient, isVisibleClient, scopeIds, type Viewer } from '../auth/auth.public.js';
import { normalisedPlate } from '../vehicles/vehicles.public.js';

/** A row that names others: a client by e-mail address, SIREN or id, a vehicle by its plate. */
export type ReferringBody = Readonly<Record<string, unknown>>;

/** Finds what rows of a file refer to. */
@Injectable()
export class ImportReferences {
  /** Ids of the clients that are named so, by what names them; of those that the viewer may see. */
  async clients(
    manager: EntityManager,
    viewer: Viewer,
    bodies: readonly ReferringBody[],
  ): Promise<ReadonlyMap<string, string>> {
    const names = bodies.map(clientKey);
    const rows = await manager.query<{ id: string; email: string; siren: string | null }[]>(
      `SELECT id, lower(email) AS email, siren FROM clients
       WHERE (lower(email) = ANY ($1::text[]) OR siren = ANY ($1::text[]) OR id = ANY ($2::uuid[]))
         AND ${isVisibleClient(viewer, 'clients', '$3')}`,
      [names, names.filter((name) => UUID.test(name)), scopeIds(viewer)],
    );
    return new Map(
      rows.flatMap(({ id, email, siren }) =>
        [id, email, ...(siren === null ? [] : [siren])].map((name) => [name, id] as const),
      ),
    );
  }

  /** Ids of the vehicles with these plates, by plate and country; of those that the viewer may see. */
  async vehicles(
    manager: EntityManager,
    viewer: Viewer,
    bodies: readonly ReferringBody[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await manager.query<{ id: string; key: string }[]>(
      `SELECT id, plate || ' ' || coalesce(plate_country, 'FR') AS key FROM vehicles
       WHERE plate = ANY ($1::text[]) AND ${isOfVisibleClient(viewer, 'client_id', '$2')}`,
      [bodies.map(({ plate }) => normalisedPlate(textOf(plate))), scopeIds(viewer)],
    );
    return new Map(rows.map(({ id, key }) => [key, id]));
  }
}

/** By what a row names its client. */
export function clientKey({ client }: ReferringBody): string {
  const told = textOf(client).toLowerCase();
  const digits = told.replaceAll(/\s/g, '');
  return /^\d{9}$/.test(digits) ? digits : told;
}

/** By what a row names its vehicle. */
export function vehicleKey({ plate, plateCountry }: ReferringBody): string {
  return `${normalisedPlate(textOf(plate))} ${textOf(plateCountry).toUpperCase() || 'FR'}`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
