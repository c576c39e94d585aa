import {
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  input,
  model,
  signal,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { NO_INSETS, type Insets } from '../map/view-canvas';
import { browserStorage } from '../ui/browser-storage';
import { Icon } from '../ui/icon';
import {
  boundedWidth,
  MAX_WIDTH,
  MIN_WIDTH,
  restingStop,
  SHEET_STOPS,
  type SheetStop,
  sheetHeight,
} from './drawer-size';
import { injectMedia, WIDE } from './media';

const STORAGE_KEY = 'naif.fleet-drawer';
const COLLAPSED = 'collapsed';
/** Between the panel and the edges of the page, CSS pixels. */
const GAP = 12;

/**
 * What stands beside the map: a panel at the left that can be resized and put away, or on narrow screens
 * a sheet from below with three heights. Width and putting away are remembered in this browser.
 */
@Component({
  selector: 'naif-drawer',
  imports: [Icon],
  host: {
    '[class.wide]': 'wide()',
    '[class.collapsed]': 'wide() && collapsed()',
    '[class.dragging]': 'dragHeight() !== null',
    '[style.inline-size.px]': 'wide() ? width() : null',
    '[style.block-size.px]': 'wide() ? null : height()',
  },
  template: `
    @if (wide()) {
      <button
        type="button"
        class="fold"
        [attr.aria-expanded]="!collapsed()"
        aria-controls="naif-drawer-content"
        [title]="foldLabel()"
        [attr.aria-label]="foldLabel()"
        (click)="fold(!collapsed())"
      >
        <naif-icon [name]="collapsed() ? 'chevron_right' : 'chevron_left'" />
      </button>
      @if (!collapsed()) {
        <div
          class="edge"
          role="separator"
          tabindex="0"
          aria-orientation="vertical"
          [attr.aria-label]="t('fleet.resize')"
          [attr.aria-valuenow]="width()"
          [attr.aria-valuemin]="minWidth"
          [attr.aria-valuemax]="maxWidth"
          (pointerdown)="grab($event)"
          (pointermove)="resize($event)"
          (pointerup)="remember()"
          (keydown)="resizeByKey($event)"
        ></div>
      }
    } @else {
      <button
        type="button"
        class="handle"
        [attr.aria-expanded]="stop() !== 'peek'"
        aria-controls="naif-drawer-content"
        [attr.aria-label]="t(stop() === 'full' ? 'fleet.sheetDown' : 'fleet.sheetUp')"
        (pointerdown)="grab($event)"
        (pointermove)="drag($event)"
        (pointerup)="letGo()"
        (pointercancel)="letGo()"
        (click)="toggle()"
      ></button>
    }
    <div id="naif-drawer-content" class="content" [attr.inert]="wide() && collapsed() ? '' : null">
      <ng-content />
    </div>
  `,
  styleUrl: './drawer.scss',
})
export class Drawer {
  protected readonly t = injectWords();
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly minWidth = MIN_WIDTH;
  protected readonly maxWidth = MAX_WIDTH;
  protected readonly wide = injectMedia(WIDE);

  /** Height of the page, CSS pixels. */
  readonly pageHeight = input(0);
  /** How high the sheet stands on narrow screens. */
  readonly stop = model<SheetStop>('half');

  protected readonly collapsed = signal(browserStorage.get(STORAGE_KEY) === COLLAPSED);
  protected readonly width = signal(
    boundedWidth(Number.parseInt(browserStorage.get(STORAGE_KEY) ?? '', 10)),
  );
  protected readonly dragHeight = signal<number | null>(null);
  protected readonly height = computed(
    () => this.dragHeight() ?? sheetHeight(this.stop(), this.pageHeight()),
  );
  protected readonly foldLabel = computed(() =>
    this.t(this.collapsed() ? 'fleet.unfold' : 'fleet.fold'),
  );

  /** Room that the drawer takes of the map. A sheet that covers nearly all of it is not counted. */
  readonly insets = computed<Insets>(() => {
    if (this.wide()) {
      return { ...NO_INSETS, left: this.collapsed() ? 0 : this.width() + GAP };
    }
    const stop = this.stop() === 'full' ? 'half' : this.stop();
    return { ...NO_INSETS, bottom: sheetHeight(stop, this.pageHeight()) };
  });

  private dragged: { readonly y: number; readonly height: number; moved: boolean } | undefined;
  private speed = 0;
  private lastMove = { y: 0, timeMs: 0 };

  constructor() {
    inject(DestroyRef).onDestroy(() => (this.dragged = undefined));
  }

  /** Makes sure that the list can be seen. */
  open(): void {
    if (this.wide()) this.fold(false);
    else if (this.stop() === 'peek') this.stop.set('half');
  }

  protected fold(collapsed: boolean): void {
    this.collapsed.set(collapsed);
    this.remember();
  }

  protected remember(): void {
    browserStorage.set(STORAGE_KEY, this.collapsed() ? COLLAPSED : String(this.width()));
  }

  protected grab(event: PointerEvent): void {
    (event.target as Element).setPointerCapture(event.pointerId);
    this.dragged = { y: event.clientY, height: this.height(), moved: false };
    this.lastMove = { y: event.clientY, timeMs: event.timeStamp };
    this.speed = 0;
  }

  protected resize(event: PointerEvent): void {
    if (!(event.target as Element).hasPointerCapture(event.pointerId)) return;
    this.width.set(
      boundedWidth(event.clientX - this.host.nativeElement.getBoundingClientRect().left),
    );
  }

  protected resizeByKey(event: KeyboardEvent): void {
    const step = { ArrowLeft: -20, ArrowRight: 20 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.width.update((width) => boundedWidth(width + step));
    this.remember();
  }

  protected drag(event: PointerEvent): void {
    if (this.dragged === undefined) return;
    const up = this.dragged.y - event.clientY;
    if (Math.abs(up) > 4) this.dragged.moved = true;
    if (!this.dragged.moved) return;
    const elapsedMs = Math.max(1, event.timeStamp - this.lastMove.timeMs);
    this.speed = (this.lastMove.y - event.clientY) / elapsedMs;
    this.lastMove = { y: event.clientY, timeMs: event.timeStamp };
    const highest = sheetHeight('full', this.pageHeight());
    const lowest = sheetHeight('peek', this.pageHeight());
    this.dragHeight.set(Math.min(highest, Math.max(lowest, this.dragged.height + up)));
  }

  protected letGo(): void {
    const height = this.dragHeight();
    if (height !== null) this.stop.set(restingStop(height, this.speed, this.pageHeight()));
    this.dragHeight.set(null);
  }

  /** The handle as a button: up from stop to stop, and down again from the top. */
  protected toggle(): void {
    const moved = this.dragged?.moved ?? false;
    this.dragged = undefined;
    if (moved) return;
    const next = SHEET_STOPS[(SHEET_STOPS.indexOf(this.stop()) + 1) % SHEET_STOPS.length];
    this.stop.set(next ?? 'half');
  }
}
