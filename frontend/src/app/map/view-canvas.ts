import {
  DomUtil,
  type LatLng,
  Layer,
  type LeafletEventHandlerFn,
  type Map as LeafletMap,
  type ZoomAnimEvent,
} from 'leaflet';

/** What a drawing sees: where world coordinates fall on the canvas. */
export interface View {
  readonly zoom: number;
  /** Pixels per world unit (see mercator.ts). */
  readonly scale: number;
  /** Pixels to take off after scaling: screen = world × scale − left. */
  readonly left: number;
  readonly top: number;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
}

/** Room that panels take at the edges of the map, CSS pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}
export const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** A map that moved so lately is still moving. */
const MOVING_MS = 40;

/**
 * A layer with one canvas that covers the view, drawn again whenever the map moves (in the same
 * frame, so that it never lags behind) or something was invalidated. `draw` says whether it wants
 * another frame; without wish and change nothing runs.
 */
export abstract class ViewCanvas extends Layer {
  private canvas: HTMLCanvasElement | undefined;
  private frame: number | undefined;
  private drawnTopLeft: LatLng | undefined;
  private drawnZoom = 0;
  private animating = false;
  private movedAtMs = -Infinity;

  constructor(
    private readonly paneName: string,
    private readonly stacking: number,
  ) {
    super();
  }

  /** Draws the view; the context is cleared and scaled to CSS pixels. True asks for another frame. */
  protected abstract draw(context: CanvasRenderingContext2D, view: View, timeMs: number): boolean;

  /** Draws again with the next frame. */
  invalidate(): void {
    if (this.canvas === undefined || this.frame !== undefined) return;
    this.frame = requestAnimationFrame((timeMs) => {
      this.frame = undefined;
      // While the map is dragged, each of its moves draws: a second drawing in the same frame is for nothing.
      if (timeMs - this.movedAtMs < MOVING_MS) this.invalidate();
      else this.render(timeMs);
    });
  }

  override onAdd(map: LeafletMap): this {
    const pane = map.getPane(this.paneName) ?? map.createPane(this.paneName);
    pane.style.zIndex = String(this.stacking);
    pane.style.pointerEvents = 'none';
    const canvas = DomUtil.create('canvas', 'leaflet-zoom-animated', pane);
    canvas.setAttribute('aria-hidden', 'true');
    this.canvas = canvas;
    this.render(performance.now());
    // Text drawn before the web font arrived looks wrong.
    void (document.fonts as FontFaceSet | undefined)?.ready.then(() => this.invalidate());
    return this;
  }

  override onRemove(): this {
    if (this.frame !== undefined) cancelAnimationFrame(this.frame);
    this.frame = undefined;
    this.canvas?.remove();
    this.canvas = undefined;
    return this;
  }

  override getEvents(): Record<string, LeafletEventHandlerFn> {
    const render = (): void => {
      this.animating = false;
      this.render(performance.now());
    };
    return {
      move: () => {
        this.movedAtMs = performance.now();
        render();
      },
      moveend: render,
      zoomend: render,
      viewreset: render,
      resize: render,
      zoomanim: (event) => {
        this.animating = true;
        this.follow(event as ZoomAnimEvent);
      },
    };
  }

  /** Where the map shows the world now. */
  protected currentView(): View | undefined {
    const map = this._map as LeafletMap | undefined;
    if (map === undefined) return undefined;
    const size = map.getSize();
    const topLeft = map.containerPointToLayerPoint([0, 0]);
    const origin = map.getPixelOrigin();
    return {
      zoom: map.getZoom(),
      scale: 2 ** map.getZoom(),
      left: origin.x + topLeft.x,
      top: origin.y + topLeft.y,
      width: size.x,
      height: size.y,
      pixelRatio: Math.min(globalThis.devicePixelRatio || 1, 3),
    };
  }

  private render(timeMs: number): void {
    const view = this.currentView();
    const canvas = this.canvas;
    // While a zoom is animated, CSS scales the last drawing; Leaflet moves the map at its end.
    if (view === undefined || canvas === undefined || this.animating) return;
    this.fitCanvas(canvas, view);
    const context = canvas.getContext('2d');
    if (context === null) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.scale(view.pixelRatio, view.pixelRatio);
    if (this.draw(context, view, timeMs)) this.invalidate();
  }

  private fitCanvas(canvas: HTMLCanvasElement, view: View): void {
    const width = Math.round(view.width * view.pixelRatio);
    const height = Math.round(view.height * view.pixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    const map = this._map;
    DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    this.drawnTopLeft = map.containerPointToLatLng([0, 0]);
    this.drawnZoom = view.zoom;
  }

  /** Scales the last drawing along with an animated zoom, as Leaflet does with its tiles. */
  private follow({ center, zoom }: ZoomAnimEvent): void {
    if (this.canvas === undefined || this.drawnTopLeft === undefined) return;
    const map = this._map;
    const panePosition = map.containerPointToLayerPoint([0, 0]).multiplyBy(-1);
    const newOrigin = map
      .project(center, zoom)
      .subtract(map.getSize().divideBy(2))
      .add(panePosition)
      .round();
    const offset = map.project(this.drawnTopLeft, zoom).subtract(newOrigin);
    DomUtil.setTransform(this.canvas, offset, map.getZoomScale(zoom, this.drawnZoom));
  }
}
