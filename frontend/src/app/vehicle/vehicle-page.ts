import { Component, computed, effect, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { PageTitles } from '../shell/page-titles';
import { Age } from '../ui/age';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { DeviceTab } from './device-tab';
import { EngineTab } from './engine-tab';
import { GeneralTab } from './general-tab';
import { VehicleStore } from './vehicle-store';

/** One vehicle: who it is, how it is right now, and its tabs. The tab is part of the address. */
@Component({
  selector: 'naif-vehicle-page',
  imports: [RouterLink, Age, ErrorState, Icon, StateBadge, GeneralTab, EngineTab, DeviceTab],
  providers: [VehicleStore],
  templateUrl: './vehicle-page.html',
  styleUrl: './vehicle-page.scss',
})
export class VehiclePage {
  protected readonly store = inject(VehicleStore);
  protected readonly t = injectWords();

  /** The vehicle's id; from the address. */
  readonly id = input.required<string>();
  /** Which tab; from the address. Anything unknown, or not for this account, is the first one. */
  readonly tab = input<string>();

  private readonly session = inject(SessionStore);
  protected readonly home = this.session.home();
  protected readonly backWord = this.home === '/home' ? 'vehicle.backHome' : 'vehicle.back';
  protected readonly seesDevice = computed(() => this.session.can('read:devices'));
  protected readonly shownTab = computed(() => {
    const tab = this.tab();
    if (tab === 'obd2' || (tab === 'device' && this.seesDevice())) return tab;
    return 'general';
  });

  constructor() {
    const titles = inject(PageTitles);
    effect(() => this.store.show(this.id()));
    effect(() => {
      const plate = this.store.vehicle()?.plate;
      if (plate !== undefined) titles.name(plate);
    });
  }
}
