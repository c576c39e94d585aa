import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { clientsGet } from '../api/fn/clients/clients-get';
import { contractStepsActivate } from '../api/fn/contracts/contract-steps-activate';
import { contractStepsEndorse } from '../api/fn/contracts/contract-steps-endorse';
import { contractStepsRenew } from '../api/fn/contracts/contract-steps-renew';
import { contractStepsResume } from '../api/fn/contracts/contract-steps-resume';
import { contractStepsSuspend } from '../api/fn/contracts/contract-steps-suspend';
import { contractStepsTerminate } from '../api/fn/contracts/contract-steps-terminate';
import { contractsGet } from '../api/fn/contracts/contracts-get';
import { contractsVersions } from '../api/fn/contracts/contracts-versions';
import { vehiclesGet } from '../api/fn/vehicles/vehicles-get';
import type { ContractDto } from '../api/models/contract-dto';
import { kept } from '../ui/kept';
import { problemOf } from '../ui/problem';
import type { Step, StepFields } from './contract-step';

/** One contract as its page shows it: what is on record, its versions, whom and what it is about. */
@Service({ autoProvided: false })
export class ContractStore {
  private readonly api = inject(Api);
  private readonly shownId = signal<string | null>(null);

  private readonly record = resource({
    params: () => this.shownId() ?? undefined,
    loader: ({ params: id }) => this.api.invoke(contractsGet, { id }),
  });
  private readonly versionList = resource({
    params: () => this.shownId() ?? undefined,
    loader: ({ params: id }) => this.api.invoke(contractsVersions, { id }),
  });
  /** The contract on record; `undefined` while it loads for the first time. */
  readonly contract = kept(this.record, this.shownId);
  private readonly versionPage = kept(this.versionList, this.shownId);
  /** What it covered in its periods, the newest one first, without those that never counted. */
  readonly versions = computed(() =>
    this.versionPage()
      ?.items.filter(({ supersededAt }) => supersededAt === undefined)
      .reverse(),
  );
  readonly client = resource({
    params: () => this.contract()?.clientId,
    loader: ({ params: id }) => this.api.invoke(clientsGet, { id }),
  });
  readonly vehicle = resource({
    params: () => this.contract()?.vehicleId,
    loader: ({ params: id }) => this.api.invoke(vehiclesGet, { id }),
  });

  /** Why the contract cannot be shown at all. */
  readonly problem = computed(() => {
    const error = this.record.error();
    return error === undefined || this.contract() !== undefined ? null : problemOf(error);
  });
  readonly versionsProblem = computed(() => {
    const error = this.versionList.error();
    return error === undefined || this.versionPage() !== undefined ? null : problemOf(error);
  });

  /** Shows another contract. */
  show(id: string): void {
    this.shownId.set(id);
  }

  /** Loads everything anew. */
  reload(): void {
    this.record.reload();
    this.versionList.reload();
  }

  /** Reads the contract as it is now: what is done next builds on that version. */
  async readAgain(): Promise<void> {
    this.record.set(await this.api.invoke(contractsGet, { id: this.shownId() ?? '' }));
  }

  /** Takes the contract a step further. Resolves with the contract, or with the one that follows it. */
  async take(step: Step, fields: StepFields): Promise<ContractDto> {
    const contract = await this.send(step, fields);
    this.reload();
    return contract;
  }

  private send(step: Step, { reason = '', ...fields }: StepFields): Promise<ContractDto> {
    const id = this.shownId() ?? '';
    const { effectiveOn, terms, ...rest } = fields;
    const version = this.contract()?.version ?? 0;
    const plain = { version, effectiveOn, ...(reason === '' ? {} : { reason }) };
    const reasoned = { version, effectiveOn, reason };
    switch (step) {
      case 'activate':
        return this.api.invoke(contractStepsActivate, { id, body: plain });
      case 'resume':
        return this.api.invoke(contractStepsResume, { id, body: plain });
      case 'suspend':
        return this.api.invoke(contractStepsSuspend, { id, body: reasoned });
      case 'terminate':
        return this.api.invoke(contractStepsTerminate, { id, body: reasoned });
      case 'renew':
        return this.api.invoke(contractStepsRenew, { id, body: { ...plain, ...rest } });
      case 'endorse':
        return this.api.invoke(contractStepsEndorse, { id, body: { ...reasoned, ...terms } });
      default:
        return step satisfies never;
    }
  }
}
