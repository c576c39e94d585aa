const widths = new Map<string, number>();
let following = false;

/** Width of a text in the context's font, CSS pixels; measured once per font and text. */
export function textWidth(context: CanvasRenderingContext2D, text: string): number {
  followFonts();
  const key = `${context.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    width = Math.ceil(context.measureText(text).width);
    widths.set(key, width);
  }
  return width;
}

/** What was measured before the web font arrived is wrong afterwards. */
function followFonts(): void {
  if (following) return;
  following = true;
  (document.fonts as FontFaceSet | undefined)?.addEventListener('loadingdone', () =>
    widths.clear(),
  );
}
