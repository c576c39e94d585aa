import { Component, computed, inject, linkedSignal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Format } from '../format/format';
import { localDay } from '../format/days';
import { injectWords } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { VehicleRecordStore } from './vehicle-record-store';

/** What covers the vehicle now, and what covered it at any instant that somebody asks for. */
@Component({
  selector: 'naif-coverage-card',
  imports: [ErrorState, Icon, RouterLink],
  templateUrl: './coverage-card.html',
  styles: `
    h2 {
      margin-block-end: 8px;
      font-size: 15px;
      font-weight: 600;
    }
    form {
      display: grid;
      gap: 4px;
      margin-block-end: 12px;
    }
    form div {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
    label {
      color: var(--quiet);
      font-size: 13px;
    }
    .control {
      flex: 0 1 240px;
      min-inline-size: 0;
      min-block-size: 40px;
    }
    [role='status'] {
      min-block-size: 44px;
    }
    .verdict {
      display: flex;
      gap: 8px;
      align-items: center;
    }
    .verdict naif-icon {
      flex: none;
      color: var(--critical);
    }
    [data-reason='covered'] naif-icon {
      color: var(--moving);
    }
    [data-reason='suspended'] naif-icon {
      color: var(--stale);
    }
    .terms {
      padding-inline-start: 32px;
    }
  `,
})
export class CoverageCard {
  private readonly now = inject(Now);
  protected readonly store = inject(VehicleRecordStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  private readonly shownId = computed(() => this.store.vehicle()?.id);
  /** What stands in the field: the present minute for another vehicle, then what is typed. */
  protected readonly typed = linkedSignal({
    source: this.shownId,
    computation: () => untracked(() => localMinute(this.now.ms())),
  });
  protected readonly icon = computed(() => {
    const reason = this.store.coverage()?.reason;
    if (reason === 'covered') return 'check_circle';
    return reason === 'suspended' ? 'pause_circle' : 'cancel';
  });

  protected ask(event: Event): void {
    event.preventDefault();
    const time = new Date(this.typed());
    if (!Number.isNaN(time.getTime())) this.store.askCoverage(time.toISOString());
  }
}

/** A minute as a field for date and time holds it: `2026-12-01T08:30`, at the reader's place. */
function localMinute(timeMs: number): string {
  const time = new Date(timeMs);
  const [hours, minutes] = [time.getHours(), time.getMinutes()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${localDay(timeMs)}T${hours ?? ''}:${minutes ?? ''}`;
}
