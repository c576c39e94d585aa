import { toWorld, type WorldPoint } from './mercator';

/** The packed file (frontend/public/basemap/README.md tells the format). */
export interface PackedBasemap {
  readonly format: 'naif-basemap/1';
  readonly scale: number;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly land: readonly (readonly number[])[];
  readonly lakes: readonly (readonly number[])[];
  readonly urban: readonly (readonly number[])[];
  readonly borders: readonly (readonly number[])[];
  readonly rivers: readonly (readonly [rank: number, lines: readonly (readonly number[])[]])[];
  readonly places: readonly PackedPlace[];
  readonly worldScale: number;
  readonly worldLand: readonly (readonly number[])[];
  readonly worldBorders: readonly (readonly number[])[];
}
type PackedPlace = readonly [x: number, y: number, rank: number, name: string, french?: string];

/** A line or ring in world coordinates, with the box around it. */
export interface Shape extends Box {
  /** x, y, x, y, … */
  readonly path: Float64Array;
}

/** A box in world coordinates; y grows to the south. */
export interface Box {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** A town. Rank 0 is the most important. */
export interface Place extends WorldPoint {
  readonly rank: number;
  readonly name: string;
  readonly french: string;
}

/** The base map ready to be drawn. */
export interface Basemap {
  /** Where the detailed part lies; around it there is the world's outline only. */
  readonly detailed: Box;
  readonly worldLand: readonly Shape[];
  readonly worldBorders: readonly Shape[];
  readonly land: readonly Shape[];
  readonly lakes: readonly Shape[];
  readonly urban: readonly Shape[];
  readonly borders: readonly Shape[];
  readonly rivers: readonly { readonly rank: number; readonly shapes: readonly Shape[] }[];
  /** The most important first. */
  readonly places: readonly Place[];
}

/** Unpacks the file: integers with differences become world coordinates. */
export function unpackBasemap(packed: PackedBasemap): Basemap {
  const shape = (line: readonly number[]): Shape => unpackShape(line, packed.scale);
  const [west, south, east, north] = packed.bounds;
  const [northWest, southEast] = [toWorld(north, west), toWorld(south, east)];
  return {
    worldLand: packed.worldLand.map((line) => unpackShape(line, packed.worldScale)),
    worldBorders: packed.worldBorders.map((line) => unpackShape(line, packed.worldScale)),
    detailed: { minX: northWest.x, minY: northWest.y, maxX: southEast.x, maxY: southEast.y },
    land: packed.land.map(shape),
    lakes: packed.lakes.map(shape),
    urban: packed.urban.map(shape),
    borders: packed.borders.map(shape),
    rivers: packed.rivers.map(([rank, lines]) => ({ rank, shapes: lines.map(shape) })),
    places: packed.places.map(([x, y, rank, name, french]) => ({
      ...toWorld(y / packed.scale, x / packed.scale),
      rank,
      name,
      french: french ?? name,
    })),
  };
}

function unpackShape(line: readonly number[], scale: number): Shape {
  const path = new Float64Array(line.length);
  let [x, y] = [0, 0];
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < line.length; i += 2) {
    x += line[i] ?? 0;
    y += line[i + 1] ?? 0;
    const point = toWorld(y / scale, x / scale);
    path[i] = point.x;
    path[i + 1] = point.y;
    minX = Math.min(minX, point.x);
    maxX = Math.max(maxX, point.x);
    minY = Math.min(minY, point.y);
    maxY = Math.max(maxY, point.y);
  }
  return { path, minX, minY, maxX, maxY };
}

/** Whether two boxes share a point. */
export function overlaps(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}
