import {
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  model,
  output,
  viewChild,
} from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { STATES_WORST_FIRST, type VehicleState } from '../live/vehicle-state';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { type Sort, SORTS } from './fleet-filter';

/** Search, states and order of the list. */
@Component({
  selector: 'naif-fleet-filters',
  imports: [Icon, StateBadge],
  templateUrl: './fleet-filters.html',
  styleUrl: './fleet-filters.scss',
})
export class FleetFilters {
  protected readonly t = injectWords();
  protected readonly format = inject(Format);
  protected readonly sorts = SORTS;

  readonly query = model.required<string>();
  /** States to show; none chosen shows all. */
  readonly states = model.required<ReadonlySet<VehicleState>>();
  readonly sort = model.required<Sort>();
  /** Vehicles by state, before filtering. */
  readonly counts = input.required<Readonly<Record<VehicleState, number>>>();
  /** How many are shown, in words. */
  readonly summary = input.required<string>();

  /** The reader begins to search. */
  readonly searching = output();
  /** The reader wants to go on in the list. */
  readonly listWanted = output();

  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  /** States that somebody is in, and those that are chosen; the usual ones always. */
  protected readonly offered = computed(() =>
    STATES_WORST_FIRST.filter(
      (state) => state !== 'never' || this.counts().never > 0 || this.states().has('never'),
    ),
  );

  protected toggle(state: VehicleState): void {
    const states = new Set(this.states());
    if (!states.delete(state)) states.add(state);
    this.states.set(states);
  }

  protected sortOf(value: string): Sort {
    return SORTS.find((sort) => sort === value) ?? 'state';
  }

  /** Escape empties the field first, and leaves it when it is empty. */
  protected clear(event?: Event): void {
    if (this.query() === '' && event !== undefined) {
      this.field().nativeElement.blur();
      return;
    }
    event?.preventDefault();
    event?.stopPropagation();
    this.query.set('');
    this.field().nativeElement.focus();
  }

  protected toList(event: Event): void {
    event.preventDefault();
    this.listWanted.emit();
  }
}
