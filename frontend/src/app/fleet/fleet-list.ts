import {
  CdkFixedSizeVirtualScroll,
  CdkVirtualForOf,
  CdkVirtualScrollViewport,
} from '@angular/cdk/scrolling';
import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  model,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { Age } from '../ui/age';
import { StateBadge } from '../ui/state-badge';
import type { FleetEntry } from './fleet-entry';

/** Height of a row, CSS pixels. */
const ROW_HEIGHT = 60;

/** The fleet as a list: the same vehicles as on the map, for eyes, keyboards and screen readers. */
@Component({
  selector: 'naif-fleet-list',
  imports: [Age, CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport, StateBadge],
  templateUrl: './fleet-list.html',
  styleUrl: './fleet-list.scss',
})
export class FleetList {
  protected readonly t = injectWords();
  protected readonly format = inject(Format);
  protected readonly rowHeight = ROW_HEIGHT;

  readonly entries = input.required<readonly FleetEntry[]>();
  readonly selectedId = model.required<string | null>();
  readonly hoveredId = model.required<string | null>();

  /** The reader wants to open this vehicle. */
  readonly opened = output<string>();
  /** Ids of the rows that can be seen, when they change. */
  readonly seen = output<readonly string[]>();

  private readonly viewport = viewChild.required(CdkVirtualScrollViewport);
  /** The row that the keyboard is on. */
  protected readonly activeId = signal<string | null>(null);
  private readonly indexes = computed(
    () => new Map(this.entries().map((entry, index) => [entry.id, index])),
  );
  protected readonly activeRow = computed(() => {
    const id = this.activeId();
    return id !== null && this.indexes().has(id) ? rowId(id) : null;
  });
  private readonly range = signal({ first: 0, last: 0 });

  constructor() {
    const destroy = inject(DestroyRef);
    afterNextRender(() => {
      const ranges = this.viewport().renderedRangeStream.subscribe(({ start, end }) =>
        this.range.set({ first: start, last: end }),
      );
      destroy.onDestroy(() => ranges.unsubscribe());
    });
    // Chosen on the map: the row comes into sight.
    effect(() => {
      const id = this.selectedId();
      if (id === null) return;
      untracked(() => {
        this.activeId.set(id);
        this.bringIntoSight(id);
      });
    });
    effect(() => {
      const { first, last } = this.range();
      const entries = this.entries();
      untracked(() => this.seen.emit(entries.slice(first, last).map(({ id }) => id)));
    });
  }

  /** Puts the keyboard on the list. */
  focus(): void {
    if (this.activeRow() === null) this.activeId.set(this.entries()[0]?.id ?? null);
    this.viewport().elementRef.nativeElement.focus();
  }

  protected rowId(entry: FleetEntry): string {
    return rowId(entry.id);
  }

  protected sameRow(_index: number, entry: FleetEntry): string {
    return entry.id;
  }

  protected choose(entry: FleetEntry): void {
    this.activeId.set(entry.id);
    this.selectedId.set(entry.id);
  }

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key meant something. */
  private act(key: string): boolean {
    const page = Math.max(1, Math.floor(this.viewport().getViewportSize() / ROW_HEIGHT) - 1);
    switch (key) {
      case 'ArrowDown':
      case 'j':
        return this.go(1);
      case 'ArrowUp':
      case 'k':
        return this.go(-1);
      case 'PageDown':
        return this.go(page);
      case 'PageUp':
        return this.go(-page);
      case 'Home':
        return this.go(-Infinity);
      case 'End':
        return this.go(Infinity);
      case 'Enter':
      case ' ':
        return this.enter();
      case 'Escape':
        return this.escape();
      default:
        return false;
    }
  }

  private go(steps: number): boolean {
    const entries = this.entries();
    const current = this.indexes().get(this.activeId() ?? '') ?? (steps > 0 ? -1 : entries.length);
    const next = entries[Math.max(0, Math.min(entries.length - 1, current + steps))];
    if (next === undefined) return false;
    this.activeId.set(next.id);
    this.hoveredId.set(next.id);
    this.bringIntoSight(next.id);
    return true;
  }

  /** Enter selects; on the selected one it opens the vehicle. */
  private enter(): boolean {
    const id = this.activeId();
    if (id === null || !this.indexes().has(id)) return false;
    if (id === this.selectedId()) this.opened.emit(id);
    else this.selectedId.set(id);
    return true;
  }

  private escape(): boolean {
    if (this.selectedId() === null) return false;
    this.selectedId.set(null);
    return true;
  }

  private bringIntoSight(id: string): void {
    const index = this.indexes().get(id);
    if (index === undefined) return;
    const viewport = this.viewport();
    const top = index * ROW_HEIGHT;
    const offset = viewport.measureScrollOffset();
    const height = viewport.getViewportSize();
    if (top < offset) viewport.scrollToOffset(top);
    else if (top + ROW_HEIGHT > offset + height) viewport.scrollToOffset(top + ROW_HEIGHT - height);
  }
}

function rowId(id: string): string {
  return `fleet-row-${id}`;
}
