import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LIVE_BUS, type LiveBus } from '../../ports/live-bus.js';
import { Account, rolesWith, type Viewer } from '../auth/auth.public.js';
import type { Client } from './client.entity.js';
import type { ClientFields } from './client-rules.js';
import { ResponsibleNotYours, ResponsibleUnknown } from './clients.errors.js';

/** Who can be responsible for clients. */
const RESPONSIBLE_ROLES = rolesWith('update:clients');

/** Says who is responsible for a client, and whose business it is to change that. */
@Injectable()
export class ClientResponsibles {
  constructor(@Inject(LIVE_BUS) private readonly bus: LiveBus) {}

  /**
   * The fields of a new client. One whom somebody enters who sees portfolios only is theirs: they would not find it
   * again otherwise.
   * @throws ResponsibleNotYours, ResponsibleUnknown
   */
  async ofNew(manager: EntityManager, viewer: Viewer, fields: ClientFields): Promise<ClientFields> {
    await this.check(manager, viewer, null, fields.responsibleId);
    const mine = viewer.portfolios === undefined ? null : viewer.accountId;
    return { ...fields, responsibleId: fields.responsibleId ?? mine };
  }

  /** @throws ResponsibleNotYours, ResponsibleUnknown */
  async check(
    manager: EntityManager,
    viewer: Viewer,
    before: string | null,
    after: string | null,
  ): Promise<void> {
    if (after === before) return;
    if (!rolesWith('manage:portfolios').includes(viewer.role)) throw new ResponsibleNotYours();
    if (after === null) return;
    const account = await manager.findOneBy(Account, { id: after });
    if (!account || account.disabledAt || !RESPONSIBLE_ROLES.includes(account.role)) {
      throw new ResponsibleUnknown();
    }
  }

  /** Tells those who show what employees may see that somebody else is responsible, once that is committed. */
  announce({ id, responsibleId }: Client, before: string | null): void {
    if (responsibleId === before) return;
    this.bus.publish({ kind: 'portfolios-changed', client: { id, responsibleId } });
  }
}
