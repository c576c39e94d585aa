import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { SessionStore } from '../session/session-store';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { OwnVehicleCard } from './own-vehicle-card';
import { OwnVehiclesStore } from './own-vehicles-store';

/** Where a client begins: their cars, and how each of them is right now. */
@Component({
  selector: 'naif-own-vehicles-page',
  imports: [EmptyState, ErrorState, Icon, OwnVehicleCard, RouterLink],
  providers: [OwnVehiclesStore],
  templateUrl: './own-vehicles-page.html',
  styleUrl: './_portal-page.scss',
})
export class OwnVehiclesPage {
  private readonly session = inject(SessionStore);
  protected readonly store = inject(OwnVehiclesStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  protected readonly name = computed(() => this.session.account()?.displayName ?? '');
}
