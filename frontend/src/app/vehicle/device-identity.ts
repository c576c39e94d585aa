import { Component, computed, inject, input } from '@angular/core';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { Age } from '../ui/age';
import { DeviceActions } from './device-actions';
import { durationText } from './device-rows';
import type { DeviceHealth } from './device-store';

/** Which device it is and how it works, and what can be done about it. */
@Component({
  selector: 'naif-device-identity',
  imports: [Age, DeviceActions],
  host: { class: 'card' },
  template: `
    <h2>{{ t('device.identity') }}</h2>
    <dl>
      <div>
        <dt>{{ t('vehicle.deviceSince') }}</dt>
        <dd>{{ format.time(device().enrolledAt, 'date') }}</dd>
      </div>
      <div>
        <dt>{{ t('vehicle.deviceStatus') }}</dt>
        <dd data-testid="device-heard"><naif-age [time]="device().status?.time" /></dd>
      </div>
      <div>
        <dt>{{ t('vehicle.deviceVersion') }}</dt>
        <dd data-testid="device-version">{{ device().agentVersion ?? missing }}</dd>
      </div>
      <div>
        <dt>{{ t('device.firmware') }}</dt>
        <dd>{{ device().status?.firmwareVersion ?? missing }}</dd>
      </div>
      <div>
        <dt>{{ t('device.interval') }}</dt>
        <dd class="tabular" data-testid="device-interval">{{ interval() }}</dd>
      </div>
      <div>
        <dt>{{ t('device.batch') }}</dt>
        <dd class="tabular">{{ format.number(device().settings.batchSize) }}</dd>
      </div>
    </dl>
    <naif-device-actions [deviceId]="device().id" />
  `,
  styleUrl: './device-identity.scss',
})
export class DeviceIdentity {
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly missing = MISSING;

  readonly device = input.required<DeviceHealth>();

  protected readonly interval = computed(() =>
    durationText(this.device().settings.samplingIntervalMs, this.format),
  );
}
