import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type Due, DueStore } from '../directory/due-store';
import { daysBetween, localDay } from '../format/days';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';

/** One thing that is due, as a line. */
interface DueLine {
  readonly id: string;
  readonly link: readonly string[];
  readonly name: string;
  readonly detail: string;
  readonly day: string;
  /** Days until then; negative: it is late. */
  readonly days: number;
}

/** Lines of one kind, and the list that shows all of them. */
interface DueGroup {
  readonly name: 'renewals' | 'ends' | 'overdue' | 'soon';
  readonly list: string;
  readonly query: Readonly<Record<string, string>>;
  readonly total: number;
  readonly lines: readonly DueLine[];
}

/** What the desk has to do soon, the nearest day first. */
@Component({
  selector: 'naif-due-page',
  imports: [EmptyState, ErrorState, Icon, RouterLink],
  templateUrl: './due-page.html',
  styleUrls: ['../ui/_record-page.scss', './due-page.scss'],
})
export class DuePage {
  private readonly now = inject(Now);
  private readonly today = computed(() => localDay(this.now.ms()));
  protected readonly store = inject(DueStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** The groups that have anything; `null` while nobody knows. */
  protected readonly groups = computed<readonly DueGroup[] | null>(() => {
    const { renewals, ends, overdue, soon } = this.store;
    const all = [
      contracts('renewals', 'renewal', renewals(), this.today()),
      contracts('ends', 'end', ends(), this.today()),
      inspections('overdue', overdue(), this.today()),
      inspections('soon', soon(), this.today()),
    ];
    const known = all.filter((group) => group !== null);
    return known.length < all.length ? null : known.filter(({ total }) => total > 0);
  });

  constructor() {
    this.store.reload();
  }

  protected when(days: number): string {
    if (days === 0) return this.t('due.today');
    return days < 0
      ? this.t('due.late', { days: this.format.number(-days) })
      : this.t('due.in', { days: this.format.number(days) });
  }
}

interface Reminder {
  readonly id: string;
  readonly contractId: string;
  readonly number: string;
  readonly clientName: string;
  readonly plate: string;
  readonly aboutOn: string;
}

function contracts(
  name: 'renewals' | 'ends',
  due: string,
  found: Due<Reminder> | undefined,
  today: string,
): DueGroup | null {
  if (found === undefined) return null;
  const lines = found.items.map(({ id, contractId, number, clientName, plate, aboutOn }) => ({
    id,
    link: ['/contracts', contractId],
    name: number,
    detail: `${clientName} · ${plate}`,
    day: aboutOn,
    days: daysBetween(today, aboutOn),
  }));
  return { name, list: '/contracts', query: { due }, total: found.total, lines };
}

interface InspectedVehicle {
  readonly id: string;
  readonly plate: string;
  readonly make: string;
  readonly model: string;
  readonly client: { readonly name: string };
  readonly inspectionDueOn?: string;
}

function inspections(
  name: 'overdue' | 'soon',
  found: Due<InspectedVehicle> | undefined,
  today: string,
): DueGroup | null {
  if (found === undefined) return null;
  const lines = found.items.map(({ id, plate, make, model, client, inspectionDueOn }) => {
    const day = inspectionDueOn ?? today;
    const detail = `${make} ${model} · ${client.name}`;
    return { id, link: ['/vehicles', id], name: plate, detail, day, days: daysBetween(today, day) };
  });
  const query = { inspection: name, sort: 'inspectionDueOn' };
  return { name, list: '/vehicles', query, total: found.total, lines };
}
