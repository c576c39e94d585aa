import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { DeviceCard } from './device-card';
import { TrackPanel } from './track-panel';
import { VehicleStore } from './vehicle-store';

/** Where the vehicle is and was today, what it is, whose it is, and its device. */
@Component({
  selector: 'naif-general-tab',
  imports: [DeviceCard, Icon, RouterLink, TrackPanel],
  templateUrl: './general-tab.html',
  styleUrl: './general-tab.scss',
})
export class GeneralTab {
  private readonly store = inject(VehicleStore);
  private readonly now = inject(Now);
  private readonly session = inject(SessionStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly missing = MISSING;

  protected readonly vehicle = this.store.vehicle;
  /** Clients find themselves in their own corner. */
  protected readonly opensClients = computed(() => this.session.can('list:clients'));

  protected readonly speed = computed(() => this.format.quantity(this.newest()?.speedKmh, 'km/h'));
  protected readonly rpm = computed(() =>
    this.format.quantity(this.newest()?.rpm, this.t('unit.rpm')),
  );

  /** The newest position with its age: it may be older than the newest data. */
  protected readonly position = computed(() => {
    const reading = this.store.readings().findLast((each) => each.latitude !== undefined);
    const last = this.vehicle()?.last;
    const place = reading ?? last;
    if (place?.latitude === undefined || place.longitude === undefined) return null;
    const time = reading?.time ?? last?.positionTime ?? place.time;
    const course = place.courseDegrees;
    return {
      text: `${this.format.number(place.latitude, 5)} / ${this.format.number(place.longitude, 5)}`,
      age: this.t('vehicle.positionAge', { age: this.format.age(time, this.now.ms()) }),
      exact: this.format.time(time, 'full'),
      course: course === undefined ? MISSING : `${this.format.number(course)}°`,
    };
  });

  private readonly newest = computed(() => this.store.latest() ?? this.vehicle()?.last);
}
