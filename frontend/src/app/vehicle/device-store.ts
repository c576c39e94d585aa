import { computed, inject, resource, Service, signal } from '@angular/core';
import { Api } from '../api/api';
import { deviceCommandsCreate } from '../api/fn/devices/device-commands-create';
import { deviceCommandsList } from '../api/fn/devices/device-commands-list';
import { deviceHealthGet } from '../api/fn/devices/device-health-get';
import { troubleCodesList } from '../api/fn/telemetry/trouble-codes-list';
import type { CreateDeviceCommandDto } from '../api/models/create-device-command-dto';
import type { DeviceClockDto } from '../api/models/device-clock-dto';
import type { DeviceCommandDto } from '../api/models/device-command-dto';
import type { DeviceHealthDto } from '../api/models/device-health-dto';
import type { DeviceStatusDto } from '../api/models/device-status-dto';
import type { TroubleCodeReportDto } from '../api/models/trouble-code-report-dto';
import { problemOf } from '../ui/problem';
import { kept } from '../ui/kept';
import { VehicleStore } from './vehicle-store';

/** What the tab's parts show, as the server tells it. */
export type DeviceHealth = DeviceHealthDto;
export type DeviceStatus = DeviceStatusDto;
export type DeviceClock = DeviceClockDto;
export type DeviceCommand = DeviceCommandDto;
export type TroubleCodeReport = TroubleCodeReportDto;

/** Commands that are listed: what an afternoon with support leaves behind. */
const COMMANDS_SHOWN = 5;

/** The device of the vehicle on the page, what its car complained of, and what was asked of it; fetched anew when the socket tells. */
@Service({ autoProvided: false })
export class DeviceStore {
  private readonly api = inject(Api);
  private readonly vehicles = inject(VehicleStore);

  /** Raised by what is done here, so that its effect shows at once. */
  private readonly retries = signal(0);
  private readonly asked = signal(0);

  private readonly health = resource({
    params: () =>
      this.wanted(this.vehicles.deviceChanges().device, this.vehicles.deviceChanges().status),
    loader: ({ params: { id } }) => this.readHealth(id),
  });
  private readonly reports = resource({
    params: () => this.wanted(this.vehicles.deviceChanges()['trouble-codes']),
    loader: ({ params: { id } }) => this.api.invoke(troubleCodesList, { id, page: 1, pageSize: 1 }),
  });
  private readonly commandList = resource({
    params: () =>
      this.wanted(
        this.vehicles.deviceChanges().device,
        this.vehicles.deviceChanges().commands,
        this.asked(),
      ),
    loader: ({ params: { id } }) =>
      this.api.invoke(deviceCommandsList, { id, page: 1, pageSize: COMMANDS_SHOWN }),
  });

  /** The device; `null`: the vehicle has none, `undefined` while it loads for the first time. */
  readonly device = kept(this.health, this.vehicles.id);
  private readonly codesPage = kept(this.reports, this.vehicles.id);
  private readonly commandPage = kept(this.commandList, this.vehicles.id);

  /** The newest report of trouble codes; `null`: there is none, `undefined` while it loads. */
  readonly codes = computed(() => {
    const page = this.codesPage();
    return page && (page.items[0] ?? null);
  });
  /** What was asked of it lately, newest first; `undefined` while it loads. */
  readonly commands = computed(() => this.commandPage()?.items);

  /** Why one of them cannot be shown; `null` also while something older is still there. */
  readonly problem = computed(() => this.problemOf(this.health.error(), this.device()));
  readonly codesProblem = computed(() => this.problemOf(this.reports.error(), this.codes()));
  readonly commandsProblem = computed(() =>
    this.problemOf(this.commandList.error(), this.commands()),
  );

  /** Loads everything anew. */
  retry(): void {
    this.retries.update((retries) => retries + 1);
  }

  /** Asks something of the device. Rejects with what the server refused. */
  async ask(command: CreateDeviceCommandDto): Promise<void> {
    await this.api.invoke(deviceCommandsCreate, { id: this.vehicles.id() ?? '', body: command });
    this.asked.update((asked) => asked + 1);
  }

  private async readHealth(id: string): Promise<DeviceHealthDto | null> {
    // Without a device the answer has no content.
    const device: DeviceHealthDto | null = await this.api.invoke(deviceHealthGet, { id });
    return device;
  }

  /** Which vehicle is wanted, as of which changes: other numbers are another request. */
  private wanted(...changes: number[]): { id: string; changes: string } | undefined {
    const id = this.vehicles.id();
    const all = [this.vehicles.gapsMended(), this.retries(), ...changes];
    return id === null ? undefined : { id, changes: all.join() };
  }

  private problemOf(error: unknown, known: unknown) {
    return error === undefined || known !== undefined ? null : problemOf(error);
  }
}
