import { DestroyRef, DOCUMENT, inject, Service, signal } from '@angular/core';

/** Custom properties (src/tokens.scss) that the canvas draws with. */
const TOKENS = {
  surface: '--surface',
  raised: '--raised',
  line: '--line',
  text: '--text',
  quiet: '--quiet',
  primary: '--primary',
  moving: '--moving',
  stopped: '--stopped',
  stale: '--stale',
  offline: '--offline',
  critical: '--critical',
  land: '--map-land',
  sea: '--map-sea',
  unknown: '--map-unknown',
  urban: '--map-urban',
  river: '--map-river',
  border: '--map-border',
  grid: '--map-grid',
  place: '--map-place',
  speed1: '--speed-1',
  speed2: '--speed-2',
  speed3: '--speed-3',
  speed4: '--speed-4',
  speed5: '--speed-5',
  speed6: '--speed-6',
} as const;

/** Colours as canvas takes them, by what they are for. */
export type Palette = Readonly<Record<keyof typeof TOKENS, string>>;

/** The design tokens' colours for canvas, which cannot read custom properties by itself. */
@Service()
export class MapPalette {
  private readonly document = inject(DOCUMENT);
  private readonly current = signal(this.read());

  /** Colours of the theme that is shown; follows a change of theme. */
  readonly palette = this.current.asReadonly();

  constructor() {
    const refresh = (): void => this.current.set(this.read());
    const root = this.document.documentElement;
    const observer = new MutationObserver(refresh);
    observer.observe(root, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
    const system = this.document.defaultView?.matchMedia('(prefers-color-scheme: dark)');
    system?.addEventListener('change', refresh);
    inject(DestroyRef).onDestroy(() => {
      observer.disconnect();
      system?.removeEventListener('change', refresh);
    });
  }

  private read(): Palette {
    const style = this.document.defaultView?.getComputedStyle(this.document.documentElement);
    const entries = Object.entries(TOKENS).map(([name, token]) => [
      name,
      // Without a style sheet (as in tests) the text colour stands in.
      style?.getPropertyValue(token).trim() || 'CanvasText',
    ]);
    return Object.fromEntries(entries) as Palette;
  }
}
