import type { Language } from '../i18n/language';
import { formatQuantity } from '../format/numbers';
import { shownUnit, type UnitSystem } from '../format/units';
import type { Basemap, Place } from './basemap-data';
import { edgeHints } from './edge-hints';
import { LabelBoxes } from './label-boxes';
import { metresPerWorldUnit } from './mercator';
import type { Palette } from './palette';
import { textWidth } from './text-width';
import { type Insets, NO_INSETS, type View, ViewCanvas } from './view-canvas';

const FAMILY = "'Inter Variable', system-ui, sans-serif";
/** Deeper than this a town's name says little about what is seen: hints at the edge say more. */
const HINTS_FROM_ZOOM = 11;

/** First zoom at which a place is named, by Natural Earth's rank. */
export function shownFromZoom(rank: number): number {
  if (rank <= 2) return 4;
  if (rank <= 4) return 5;
  if (rank <= 6) return 6;
  return Math.min(rank, 9);
}

/** Names the towns, without overlap, and points to the nearest ones when none is in view. */
export class BasemapLabels extends ViewCanvas {
  private language: Language = 'fr';
  private units: UnitSystem = 'metric';
  private insets: Insets = NO_INSETS;

  constructor(
    private readonly basemap: Basemap,
    private palette: Palette,
  ) {
    super('naif-places', 250);
  }

  /** Draws with the colours of another theme. */
  paint(palette: Palette): void {
    this.palette = palette;
    this.invalidate();
  }

  /** Names places as French or as English readers know them. */
  speak(language: Language): void {
    this.language = language;
    this.invalidate();
  }

  /** Tells how far places are in the reader's units. */
  measure(units: UnitSystem): void {
    this.units = units;
    this.invalidate();
  }

  /** Keeps hints clear of panels. */
  inset(insets: Insets): void {
    this.insets = insets;
    this.invalidate();
  }

  protected override draw(context: CanvasRenderingContext2D, view: View): boolean {
    const boxes = new LabelBoxes();
    context.lineJoin = 'round';
    context.textBaseline = 'middle';
    let named = 0;
    for (const place of this.basemap.places) {
      if (view.zoom + 0.01 < shownFromZoom(place.rank)) continue;
      if (this.name(context, view, place, boxes)) named++;
    }
    if (named === 0 && view.zoom >= HINTS_FROM_ZOOM) this.hint(context, view);
    return false;
  }

  /** True when the place is in view, named or not. */
  private name(
    context: CanvasRenderingContext2D,
    view: View,
    place: Place,
    boxes: LabelBoxes,
  ): boolean {
    const [x, y] = [place.x * view.scale - view.left, place.y * view.scale - view.top];
    if (x < -80 || y < -20 || x > view.width + 80 || y > view.height + 20) return false;
    const size = place.rank <= 2 ? 13 : place.rank <= 6 ? 12 : 11;
    context.font = `${place.rank <= 2 ? 600 : 500} ${size}px ${FAMILY}`;
    const text = this.nameOf(place);
    const width = textWidth(context, text);
    const box = { left: x - 6, top: y - size, right: x + width + 12, bottom: y + size };
    if (!boxes.take(box)) return true;
    context.beginPath();
    context.arc(x, y, place.rank <= 2 ? 2.5 : 2, 0, 2 * Math.PI);
    context.fillStyle = this.palette.place;
    context.fill();
    this.text(context, text, x + 6, y);
    return true;
  }

  private hint(context: CanvasRenderingContext2D, view: View): void {
    context.font = `500 11px ${FAMILY}`;
    const boxes = new LabelBoxes();
    for (const hint of edgeHints(this.basemap.places, view, this.insets)) {
      const metres = hint.distance * metresPerWorldUnit(hint.place.y);
      const { unit, factor } = shownUnit('km', this.units);
      const distance = formatQuantity((metres / 1000) * factor, unit, this.language);
      const text = `${this.nameOf(hint.place)} ${distance}`;
      const width = textWidth(context, text);
      const [dx, dy] = [Math.cos(hint.angle), Math.sin(hint.angle)];
      // The text lies inside of the arrow, whatever edge it points to.
      const x = hint.x - dx * (width / 2 + 14) - width / 2;
      const y = hint.y - dy * 18;
      // On a small map the nearer place keeps the room.
      if (!boxes.take({ left: x, top: y - 8, right: x + width, bottom: y + 8 })) continue;
      context.save();
      context.translate(hint.x, hint.y);
      context.rotate(hint.angle);
      context.beginPath();
      context.moveTo(4, 0);
      context.lineTo(-4, 4);
      context.lineTo(-4, -4);
      context.closePath();
      context.fillStyle = this.palette.place;
      context.fill();
      context.restore();
      this.text(context, text, x, y);
    }
  }

  private nameOf(place: Place): string {
    return this.language === 'fr' ? place.french : place.name;
  }

  private text(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
    context.strokeStyle = this.palette.land;
    context.lineWidth = 3;
    context.strokeText(text, x, y);
    context.fillStyle = this.palette.place;
    context.fillText(text, x, y);
  }
}
