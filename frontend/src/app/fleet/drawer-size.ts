/** How high the sheet of a narrow screen stands. */
export const SHEET_STOPS = ['peek', 'half', 'full'] as const;
export type SheetStop = (typeof SHEET_STOPS)[number];

/** Height that shows the handle and the search field, CSS pixels. */
export const PEEK_HEIGHT = 76;
/** At full height a strip of the map stays in sight: that is where the sheet came from. */
const FULL_GAP = 56;

export const MIN_WIDTH = 280;
export const MAX_WIDTH = 560;
export const DEFAULT_WIDTH = 360;

/** Height of a stop on a page of that height, CSS pixels. */
export function sheetHeight(stop: SheetStop, pageHeight: number): number {
  switch (stop) {
    case 'peek':
      return PEEK_HEIGHT;
    case 'half':
      return Math.max(PEEK_HEIGHT, Math.round(pageHeight * 0.46));
    case 'full':
      return Math.max(PEEK_HEIGHT, pageHeight - FULL_GAP);
    default:
      return stop satisfies never;
  }
}

/** Where the sheet comes to rest when it is let go at a height, moving with a speed (px/ms, up > 0). */
export function restingStop(height: number, speed: number, pageHeight: number): SheetStop {
  // A flick of a finger carries the sheet about as far as 150 ms would.
  const aim = height + speed * 150;
  return SHEET_STOPS.reduce((nearest, stop) =>
    Math.abs(sheetHeight(stop, pageHeight) - aim) < Math.abs(sheetHeight(nearest, pageHeight) - aim)
      ? stop
      : nearest,
  );
}

/** A width that leaves room for the map; what is no number is the default. */
export function boundedWidth(width: number): number {
  if (!Number.isFinite(width)) return DEFAULT_WIDTH;
  return Math.round(Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width)));
}
