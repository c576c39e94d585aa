import { type Coords, GridLayer } from 'leaflet';
import { type Basemap, type Box, overlaps, type Shape } from './basemap-data';
import { clipLine, clipRing } from './clip';
import { graticule } from './graticule';
import type { Palette } from './palette';

const TILE_SIZE = 512;
/** Drawn beyond the tile's edge, so that strokes do not end inside it. Pixels. */
const MARGIN = 8;
/** From here on the data has nothing more to say: a quiet grid shows that the map moves. */
const GRID_FROM_ZOOM = 9;

interface Tile {
  readonly context: CanvasRenderingContext2D;
  readonly zoom: number;
  readonly scale: number;
  /** What the tile shows with its margin, in world coordinates. */
  readonly box: Box;
  readonly palette: Palette;
}

/** Draws the coarse base map as tiles, so that panning and zooming reuse what is drawn. */
export class BasemapTiles extends GridLayer {
  constructor(
    private readonly basemap: Basemap,
    private palette: Palette,
  ) {
    super({
      tileSize: TILE_SIZE,
      attribution:
        '<a href="https://www.naturalearthdata.com" target="_blank" rel="noopener">Natural Earth</a>',
      updateWhenZooming: false,
      keepBuffer: 1,
      pane: 'tilePane',
    });
  }

  /** Draws with the colours of another theme. */
  paint(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  protected override createTile(coords: Coords): HTMLElement {
    const canvas = document.createElement('canvas');
    const pixelRatio = Math.min(globalThis.devicePixelRatio || 1, 2);
    canvas.width = canvas.height = TILE_SIZE * pixelRatio;
    const context = canvas.getContext('2d');
    if (context === null) return canvas;
    const scale = 2 ** coords.z;
    const [left, top] = [(coords.x * TILE_SIZE) / scale, (coords.y * TILE_SIZE) / scale];
    const [size, margin] = [TILE_SIZE / scale, MARGIN / scale];
    const box = {
      minX: left - margin,
      minY: top - margin,
      maxX: left + size + margin,
      maxY: top + size + margin,
    };
    // World coordinates straight into the transform would lose precision: paths are made in pixels.
    context.scale(pixelRatio, pixelRatio);
    drawTile({ context, zoom: coords.z, scale, box, palette: this.palette }, this.basemap);
    return canvas;
  }
}

function drawTile(tile: Tile, map: Basemap): void {
  const { context, palette, zoom } = tile;
  context.fillStyle = palette.sea;
  context.fillRect(0, 0, TILE_SIZE, TILE_SIZE);
  const atEdge = reachesBeyond(tile, map.detailed);
  if (atEdge) drawWorld(tile, map);
  fillBox(tile, map.detailed, palette.sea);
  fill(tile, map.land, palette.land);
  // Where detailed and coarse land meet, smoothing would leave a hair of sea.
  if (atEdge) context.stroke();
  context.globalAlpha = urbanOpacity(zoom);
  fill(tile, map.urban, palette.urban);
  context.globalAlpha = 1;
  fill(tile, map.lakes, palette.sea);
  for (const { rank, shapes } of map.rivers) {
    const width = riverWidth(rank, zoom);
    if (width > 0) stroke(tile, shapes, palette.river, width);
  }
  context.setLineDash([6, 4]);
  stroke(tile, map.borders, palette.border, zoom < 7 ? 1 : 1.5);
  context.setLineDash([]);
  if (zoom >= GRID_FROM_ZOOM) drawGrid(tile);
}

function reachesBeyond({ box }: Tile, area: Box): boolean {
  return (
    box.minX < area.minX || box.maxX > area.maxX || box.minY < area.minY || box.maxY > area.maxY
  );
}

/** The coarse outline of the world, where there is nothing better. */
function drawWorld(tile: Tile, map: Basemap): void {
  const { context, palette } = tile;
  fill(tile, map.worldLand, palette.land);
  context.setLineDash([6, 4]);
  stroke(tile, map.worldBorders, palette.border, 1);
  context.setLineDash([]);
}

/** Built-up areas are coarse: the nearer one looks, the less their outline is to be believed. */
function urbanOpacity(zoom: number): number {
  return Math.min(1, Math.max(0.25, 1 - (zoom - 9) * 0.19));
}

/** Wide rivers appear first and grow with the zoom; 0: not shown yet. Ranks as Natural Earth has them. */
function riverWidth(rank: number, zoom: number): number {
  const shown = zoom + 2 - rank / 1.5;
  if (shown <= 0) return 0;
  return Math.min(4, 0.6 + shown * 0.28);
}

function fillBox({ context, box, scale }: Tile, area: Box, colour: string): void {
  const [x, y] = [(area.minX - box.minX) * scale - MARGIN, (area.minY - box.minY) * scale - MARGIN];
  const left = Math.max(-MARGIN, x);
  const top = Math.max(-MARGIN, y);
  const right = Math.min(TILE_SIZE + MARGIN, (area.maxX - box.minX) * scale - MARGIN);
  const bottom = Math.min(TILE_SIZE + MARGIN, (area.maxY - box.minY) * scale - MARGIN);
  if (right <= left || bottom <= top) return;
  context.fillStyle = colour;
  context.fillRect(left, top, right - left, bottom - top);
}

function fill(tile: Tile, shapes: readonly Shape[], colour: string): void {
  const { context, box } = tile;
  context.beginPath();
  for (const shape of shapes) {
    if (!overlaps(shape, box)) continue;
    trace(tile, clipRing(shape.path, box));
    context.closePath();
  }
  context.fillStyle = context.strokeStyle = colour;
  context.lineWidth = 1;
  // The Caspian Sea is a ring within a ring.
  context.fill('evenodd');
}

function stroke(tile: Tile, shapes: readonly Shape[], colour: string, width: number): void {
  const { context, box } = tile;
  context.beginPath();
  for (const shape of shapes) {
    if (!overlaps(shape, box)) continue;
    for (const part of clipLine(shape.path, box)) trace(tile, part);
  }
  context.lineJoin = 'round';
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

function trace({ context, box, scale }: Tile, path: readonly number[]): void {
  for (let i = 0; i + 1 < path.length; i += 2) {
    const x = ((path[i] ?? 0) - box.minX) * scale - MARGIN;
    const y = ((path[i + 1] ?? 0) - box.minY) * scale - MARGIN;
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
}

function drawGrid({ context, box, scale, zoom, palette }: Tile): void {
  const { vertical, horizontal } = graticule(box, zoom);
  context.beginPath();
  for (const x of vertical) {
    const at = Math.round((x - box.minX) * scale - MARGIN) + 0.5;
    context.moveTo(at, 0);
    context.lineTo(at, TILE_SIZE);
  }
  for (const y of horizontal) {
    const at = Math.round((y - box.minY) * scale - MARGIN) + 0.5;
    context.moveTo(0, at);
    context.lineTo(TILE_SIZE, at);
  }
  context.strokeStyle = palette.grid;
  context.lineWidth = 1;
  context.stroke();
}
