import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import type { Day } from '../../calendar/paris-day.js';
import type { ContractOption, Cover, Formula } from './contract.entity.js';

/** What the insurer and the insured agreed on. */
export interface ContractTerms {
  readonly formula: Formula;
  readonly options: readonly ContractOption[];
  readonly deductibleCents: number | null;
  readonly bonusMalus: number | null;
  readonly premiumCents: number;
}

/** What made a version. */
export const VERSION_KINDS = [
  'creation',
  'activation',
  'endorsement',
  'suspension',
  'resumption',
  'renewal',
] as const;
export type VersionKind = (typeof VERSION_KINDS)[number];

/** The terms of a contract in one of its periods. */
export interface ContractVersion extends ContractTerms {
  readonly id: string;
  readonly contractId: string;
  /** First day, in France. */
  readonly startsOn: Day;
  /** First day after it; `null`: until the contract ends. */
  readonly endsOn: Day | null;
  readonly cover: Cover;
  /** `false`: a quote, or history that other history contradicts. */
  readonly binding: boolean;
  readonly kind: VersionKind;
  readonly reason: string | null;
  readonly createdAt: Date;
  /** When other terms took its place before it could count; `null`: it counts. */
  readonly supersededAt: Date | null;
}

/** A time in which a vehicle is bound to a contract. */
export type BoundPeriod = Pick<ContractVersion, 'startsOn' | 'endsOn'>;

/** Who wrote a version, when and why. */
export interface VersionOrigin {
  readonly kind: VersionKind;
  readonly reason: string | undefined;
  readonly accountId: string;
  readonly at: Date;
}

const COLUMNS = `id, contract_id AS "contractId", lower(valid)::text AS "startsOn", upper(valid)::text AS "endsOn",
  cover, binding, formula, options, deductible_cents AS "deductibleCents", bonus_malus::float8 AS "bonusMalus",
  premium_cents AS "premiumCents", kind, reason, created_at AS "createdAt", superseded_at AS "supersededAt"`;

/** The dated versions of contracts' terms (ADR 14). Contracts follow them by themselves. */
@Injectable()
export class ContractVersions {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** All versions of a contract in order of their days; superseded ones after those that replaced them. */
  of(contractId: string): Promise<ContractVersion[]> {
    return this.dataSource.query<ContractVersion[]>(
      `SELECT ${COLUMNS} FROM contract_versions WHERE contract_id = $1
       ORDER BY lower(valid), superseded_at DESC NULLS FIRST, created_at, id`,
      [contractId],
    );
  }

  /** The one version that binds the vehicle on a day: the database allows no second. */
  async binding(vehicleId: string, day: Day): Promise<ContractVersion | undefined> {
    const [version] = await this.dataSource.query<ContractVersion[]>(
      `SELECT ${COLUMNS} FROM contract_versions
       WHERE vehicle_id = $1 AND binding AND superseded_at IS NULL AND valid @> $2::date`,
      [vehicleId, day],
    );
    return version;
  }

  /** The contract has no terms from a day on: what was agreed for later is superseded, what runs then ends. */
  async cut(manager: EntityManager, contractId: string, day: Day, at: Date): Promise<void> {
    await manager.query(
      `UPDATE contract_versions SET superseded_at = $3
       WHERE contract_id = $1 AND superseded_at IS NULL AND lower(valid) >= $2::date`,
      [contractId, day, at],
    );
    await manager.query(
      `UPDATE contract_versions SET valid = daterange(lower(valid), $2::date)
       WHERE contract_id = $1 AND superseded_at IS NULL AND valid @> $2::date`,
      [contractId, day],
    );
  }

  /** Adds a version that binds the vehicle. */
  async add(
    manager: EntityManager,
    contract: { readonly id: string; readonly vehicleId: string },
    period: { readonly startsOn: Day; readonly endsOn: Day | null; readonly cover: Cover },
    terms: ContractTerms,
    { kind, reason, accountId, at }: VersionOrigin,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO contract_versions (contract_id, vehicle_id, valid, cover, binding, formula, options,
         deductible_cents, bonus_malus, premium_cents, kind, reason, created_by, created_at)
       VALUES ($1, $2, daterange($3, $4), $5, true, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        contract.id,
        contract.vehicleId,
        period.startsOn,
        period.endsOn,
        period.cover,
        terms.formula,
        terms.options,
        terms.deductibleCents,
        terms.bonusMalus,
        terms.premiumCents,
        kind,
        reason ?? null,
        accountId,
        at,
      ],
    );
  }

  /** Rewrites the one version of a contract that is new or still a quote. */
  async rewriteFirst(
    manager: EntityManager,
    contractId: string,
    period: { readonly startsOn: Day; readonly endsOn: Day | null; readonly binding: boolean },
    terms: ContractTerms,
    { kind, reason, accountId, at }: VersionOrigin,
  ): Promise<void> {
    await manager.query(
      `UPDATE contract_versions SET valid = daterange($2, $3), binding = $4, formula = $5, options = $6,
         deductible_cents = $7, bonus_malus = $8, premium_cents = $9, kind = $10, reason = $11, created_by = $12,
         created_at = $13
       WHERE contract_id = $1`,
      [
        contractId,
        period.startsOn,
        period.endsOn,
        period.binding,
        terms.formula,
        terms.options,
        terms.deductibleCents,
        terms.bonusMalus,
        terms.premiumCents,
        kind,
        reason ?? null,
        accountId,
        at,
      ],
    );
  }

  /** When vehicles are bound already, by vehicle. */
  async bindings(
    manager: EntityManager,
    vehicleIds: readonly string[],
  ): Promise<Map<string, BoundPeriod[]>> {
    const rows = await manager.query<(BoundPeriod & { readonly vehicleId: string })[]>(
      `SELECT vehicle_id AS "vehicleId", lower(valid)::text AS "startsOn", upper(valid)::text AS "endsOn"
       FROM contract_versions WHERE vehicle_id = ANY ($1::uuid[]) AND binding AND superseded_at IS NULL`,
      [vehicleIds],
    );
    const periods = new Map<string, BoundPeriod[]>();
    for (const { vehicleId, ...period } of rows) {
      periods.set(vehicleId, [...(periods.get(vehicleId) ?? []), period]);
    }
    return periods;
  }

  /** Says who writes the first versions of the contracts that the transaction is about to enter. */
  async signAs(manager: EntityManager, accountId: string): Promise<void> {
    await manager.query(`SELECT set_config('naif.contract_author', $1, true)`, [accountId]);
  }
}
