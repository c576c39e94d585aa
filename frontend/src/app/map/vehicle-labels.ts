import type { Target } from './hit-test';
import { LabelBoxes } from './label-boxes';
import type { Palette } from './palette';
import { textWidth } from './text-width';

/** A plate that would like to be written beside its marker. */
export interface LabelWish {
  readonly text: string;
  /** Where the marker is, CSS pixels. */
  readonly x: number;
  readonly y: number;
  readonly selected: boolean;
  /** Selected, hovered or focused: written first. */
  readonly wanted: boolean;
}

const FONT = "600 11px 'Inter Variable', system-ui, sans-serif";
const HEIGHT = 18;
const PADDING = 6;
/** From the middle of the marker to the label. */
const DISTANCE = 14;
/** The same where the selection's halo lies between. */
const HALO_DISTANCE = 23;

/** Writes the plates that find room: no label covers another one or a marker. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  wishes: readonly LabelWish[],
  markers: readonly Target<unknown>[],
  palette: Palette,
): void {
  const boxes = new LabelBoxes();
  for (const { x, y, radius } of markers) {
    boxes.block({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius });
  }
  context.font = FONT;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const ordered = [...wishes].sort((a, b) => Number(b.wanted) - Number(a.wanted));
  for (const wish of ordered) {
    if (wish.text === '') continue;
    const width = textWidth(context, wish.text) + 2 * PADDING;
    const place = placesAround(wish, width).find(([left, top]) =>
      boxes.take({ left, top, right: left + width, bottom: top + HEIGHT }),
    );
    const [left, top] = place ?? (wish.wanted ? placesAround(wish, width)[0] : undefined) ?? [];
    if (left === undefined || top === undefined) continue;
    drawLabel(context, wish, left, top, width, palette);
  }
}

/** Below first, then to the right, above, to the left. */
function placesAround({ x, y, selected }: LabelWish, width: number): [left: number, top: number][] {
  const distance = selected ? HALO_DISTANCE : DISTANCE;
  return [
    [x - width / 2, y + distance],
    [x + distance, y - HEIGHT / 2],
    [x - width / 2, y - distance - HEIGHT],
    [x - distance - width, y - HEIGHT / 2],
  ];
}

function drawLabel(
  context: CanvasRenderingContext2D,
  { text, selected }: LabelWish,
  left: number,
  top: number,
  width: number,
  palette: Palette,
): void {
  const [x, y] = [Math.round(left), Math.round(top)];
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, width - 1, HEIGHT - 1, 5);
  context.fillStyle = selected ? palette.primary : palette.raised;
  context.globalAlpha = selected ? 1 : 0.9;
  context.fill();
  context.globalAlpha = 1;
  if (!selected) {
    context.strokeStyle = palette.line;
    context.lineWidth = 1;
    context.stroke();
  }
  context.fillStyle = selected ? palette.raised : palette.text;
  context.fillText(text, x + PADDING, y + HEIGHT / 2 + 0.5);
}
