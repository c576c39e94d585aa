import { Component, computed, inject, signal } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { TrackMap } from '../map/track-map';
import { EmptyState } from '../ui/empty-state';
import { ErrorState } from '../ui/error-state';
import { TrackGraph } from './track-graph';
import { VehicleStore } from './vehicle-store';

/** Today's track: the map above, speed and engine speed below, one cursor over both. */
@Component({
  selector: 'naif-track-panel',
  imports: [TrackMap, TrackGraph, EmptyState, ErrorState],
  template: `
    @if (store.trackProblem(); as problem) {
      <naif-error-state [problem]="problem" (retry)="store.reload()" />
    } @else {
      <naif-track-map [points]="mapped()" [(cursorIndex)]="cursor" />
      <div class="graph">
        @if (readings().length > 0) {
          <naif-track-graph
            [readings]="readings()"
            [bucketMs]="store.bucketMs()"
            [(cursorIndex)]="cursor"
          />
          @if (reduced()) {
            <p class="quiet">{{ reducedText() }}</p>
          }
        } @else if (store.trackLoaded()) {
          <naif-empty-state
            icon="route"
            [title]="t('vehicle.todayEmpty')"
            [hint]="t('vehicle.todayEmptyHint')"
          />
        } @else {
          <span class="skeleton"></span>
        }
      </div>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
    }
    naif-track-map {
      flex: 1;
      min-block-size: 300px;
      border-radius: 0;
    }
    .graph {
      min-block-size: 236px;
      padding: 12px 16px;
      border-block-start: 1px solid var(--line);
    }
    .quiet {
      font-size: 12px;
    }
    .skeleton {
      block-size: 210px;
    }
  `,
})
export class TrackPanel {
  private readonly format = inject(Format);
  protected readonly store = inject(VehicleStore);
  protected readonly t = injectWords();

  protected readonly readings = this.store.readings;
  protected readonly cursor = signal<number | null>(null);

  /** Without a trip today the map shows at least where the vehicle was last. */
  protected readonly mapped = computed(() => {
    // The map brings the first track that it gets into view: live readings alone, which may come first, are not it.
    if (!this.store.trackLoaded()) return [];
    const readings = this.readings();
    const last = this.store.vehicle()?.last;
    return readings.length > 0 || !last ? readings : [last];
  });
  protected readonly reduced = computed(() => this.store.total() > this.readings().length);
  protected readonly reducedText = computed(() =>
    this.t('vehicle.reduced', {
      shown: this.format.number(this.readings().length),
      total: this.format.number(this.store.total()),
    }),
  );
}
