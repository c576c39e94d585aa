import {
  type ClusterContent,
  clusterContent,
  clusterDiscRadius,
  ClusterSprites,
} from './cluster-drawing';
import { type Cluster, clusterRadius, group, type Grouping } from './clusters';
import { hitTest, step, type Target } from './hit-test';
import type { MapMarker } from './marker';
import { toWorld, type WorldPoint } from './mercator';
import { isMoving, type Motion, moveTo, poseAt, standing, wayLength } from './motion';
import type { Palette } from './palette';
import { drawTrail, type TrailPoint } from './trail';
import { drawLabels, type LabelWish } from './vehicle-labels';
import { MARKER_RADIUS, VehicleSprites } from './vehicle-sprites';
import { type View, ViewCanvas } from './view-canvas';

/** A vehicle on the map: what is known and how it moves there. */
interface Vehicle extends WorldPoint {
  marker: MapMarker;
  motion: Motion;
  x: number;
  y: number;
}

interface VehicleCluster extends Cluster<Vehicle> {
  readonly content: ClusterContent;
  readonly item: MapItem;
}

/** What can be pointed at on the map. */
export type MapItem =
  | { readonly kind: 'vehicle'; readonly key: string; readonly id: string }
  | { readonly kind: 'cluster'; readonly key: string; readonly members: readonly MapMarker[] };

/** How the pointing is marked. Keys are those of `MapItem`, ids those of markers. */
export interface Emphasis {
  readonly selectedId: string | null;
  readonly hoveredId: string | null;
  /** What the keyboard is on. */
  readonly focusedKey: string | null;
}

/** How far outside of the view something is still drawn, CSS pixels. */
const OVERHANG = 40;
/** Shorter ways are not worth drawing frame by frame, CSS pixels. */
const LEAST_WAY = 1;
/** From this zoom on, or when few vehicles are in view, plates are written. */
const LABELS_FROM_ZOOM = 12;
const LABELS_UP_TO = 30;

/**
 * Every vehicle of the fleet on one canvas: only what is in view is drawn, and only when the map moves,
 * something changed or a marker is on its way. Grouping happens when the fleet or the zoom changes.
 */
export class VehicleLayer extends ViewCanvas {
  private readonly vehicles = new Map<string, Vehicle>();
  private readonly sprites: VehicleSprites;
  private readonly clusterSprites: ClusterSprites;
  private grouping: Grouping<Vehicle> = { singles: [], clusters: [] };
  private clusters: readonly VehicleCluster[] = [];
  private groupedZoom: number | undefined;
  private targets: Target<MapItem>[] = [];
  private emphasis: Emphasis = { selectedId: null, hoveredId: null, focusedKey: null };
  private trail: readonly TrailPoint[] = [];

  /** `smooth`: markers glide to their new place instead of jumping. */
  constructor(
    private palette: Palette,
    private readonly smooth: boolean,
  ) {
    super('naif-vehicles', 460);
    this.sprites = new VehicleSprites(palette);
    this.clusterSprites = new ClusterSprites(palette);
  }

  /** Shows these vehicles and no others. Markers that are the same objects as before cost nothing. */
  show(markers: readonly MapMarker[]): void {
    const timeMs = performance.now();
    const present = new Set<string>();
    for (const marker of markers) {
      present.add(marker.id);
      this.take(marker, timeMs);
    }
    if (present.size < this.vehicles.size) {
      for (const id of this.vehicles.keys()) if (!present.has(id)) this.vehicles.delete(id);
    }
    this.groupedZoom = undefined;
    this.invalidate();
  }

  /** Marks what is selected, hovered and focused. */
  emphasise(emphasis: Emphasis): void {
    // The selected one is never inside a cluster: another selection groups anew.
    if (emphasis.selectedId !== this.emphasis.selectedId) this.groupedZoom = undefined;
    this.emphasis = emphasis;
    this.invalidate();
  }

  /** Draws the selected vehicle's way, the oldest point first. */
  trace(trail: readonly TrailPoint[]): void {
    this.trail = trail;
    this.invalidate();
  }

  /** Draws with the colours of another theme. */
  paint(palette: Palette): void {
    this.palette = palette;
    this.sprites.paint(palette);
    this.clusterSprites.paint(palette);
    this.invalidate();
  }

  /** Which mark separates decimals in "1,2k". */
  speak(language: string): void {
    this.clusterSprites.speak(language === 'fr' ? ',' : '.');
    this.invalidate();
  }

  /** What is drawn at a point of the view, CSS pixels. */
  itemAt(x: number, y: number, tolerance: number): MapItem | undefined {
    return hitTest(this.targets, x, y, tolerance);
  }

  /** The item in view with that key. */
  itemWithKey(key: string): MapItem | undefined {
    return this.targets.find(({ item }) => item.key === key)?.item;
  }

  /** The next or previous item in view, from left to right: for the keyboard. */
  itemBeside(key: string | null, direction: 1 | -1): MapItem | undefined {
    return step(this.targets, (item) => item.key, key ?? undefined, direction);
  }

  protected override draw(context: CanvasRenderingContext2D, view: View, timeMs: number): boolean {
    this.regroup(view.zoom);
    this.targets = [];
    const selected = this.vehicles.get(this.emphasis.selectedId ?? '');
    if (selected !== undefined) {
      drawTrail(context, view, this.trail, poseAt(selected.motion, timeMs), this.palette);
    }
    for (const cluster of this.clusters) this.drawCluster(context, view, cluster);
    const labels: LabelWish[] = [];
    let moving = false;
    for (const vehicle of this.grouping.singles) {
      // The selected one comes last, on top.
      if (vehicle === selected) continue;
      moving = this.drawVehicle(context, view, vehicle, timeMs, labels) || moving;
    }
    if (selected !== undefined) {
      moving = this.drawVehicle(context, view, selected, timeMs, labels) || moving;
    }
    const all = view.zoom >= LABELS_FROM_ZOOM || labels.length <= LABELS_UP_TO;
    drawLabels(
      context,
      all ? labels : labels.filter((label) => label.wanted),
      this.targets,
      this.palette,
    );
    return moving;
  }

  private take(marker: MapMarker, timeMs: number): void {
    const known = this.vehicles.get(marker.id);
    if (known?.marker === marker) return;
    const world = toWorld(marker.latitude, marker.longitude);
    const pose = { ...world, courseDegrees: marker.courseDegrees };
    if (known === undefined) {
      this.vehicles.set(marker.id, { marker, motion: standing(pose), ...world });
      return;
    }
    const moved = known.x !== world.x || known.y !== world.y;
    known.marker = marker;
    known.x = world.x;
    known.y = world.y;
    if (!this.smooth) known.motion = standing(pose);
    else if (moved) known.motion = moveTo(known.motion, pose, timeMs);
  }

  private regroup(zoom: number): void {
    const whole = Math.round(zoom);
    if (whole === this.groupedZoom) return;
    this.groupedZoom = whole;
    const { selectedId } = this.emphasis;
    this.grouping = group(
      [...this.vehicles.values()],
      clusterRadius(whole) / 2 ** whole,
      ({ marker }) => marker.id === selectedId,
    );
    this.clusters = this.grouping.clusters.map(({ x, y, members: vehicles }) => {
      const members = vehicles.map(({ marker }) => marker);
      const key = `cluster:${members[0]?.id ?? ''}`;
      return {
        x,
        y,
        members: vehicles,
        content: clusterContent(members.map(({ state }) => state)),
        item: { kind: 'cluster', key, members },
      };
    });
  }

  private drawCluster(
    context: CanvasRenderingContext2D,
    view: View,
    cluster: VehicleCluster,
  ): void {
    const [x, y] = [cluster.x * view.scale - view.left, cluster.y * view.scale - view.top];
    if (isOutside(x, y, view)) return;
    const radius = clusterDiscRadius(cluster.content.count);
    const { hoveredId, focusedKey } = this.emphasis;
    if (hoveredId !== null && cluster.members.some(({ marker }) => marker.id === hoveredId)) {
      this.ring(context, x, y, radius + 5, false);
    }
    if (cluster.item.key === focusedKey) this.ring(context, x, y, radius + 5, true);
    this.clusterSprites.draw(context, cluster.content, x, y, view.pixelRatio);
    this.targets.push({ item: cluster.item, x, y, radius });
  }

  /** True while the vehicle is on a way that can be seen. */
  private drawVehicle(
    context: CanvasRenderingContext2D,
    view: View,
    vehicle: Vehicle,
    timeMs: number,
    labels: LabelWish[],
  ): boolean {
    const { marker, motion } = vehicle;
    const pose = poseAt(motion, timeMs);
    const [x, y] = [pose.x * view.scale - view.left, pose.y * view.scale - view.top];
    if (isOutside(x, y, view)) return false;
    const { selectedId, hoveredId, focusedKey } = this.emphasis;
    const selected = marker.id === selectedId;
    const hovered = marker.id === hoveredId;
    const focused = marker.id === focusedKey;
    if (selected) this.halo(context, x, y);
    if (hovered && !selected) this.ring(context, x, y, MARKER_RADIUS + 5, false);
    if (focused) this.ring(context, x, y, MARKER_RADIUS + 8, true);
    this.sprites.draw(context, marker.state, x, y, pose.courseDegrees, view.pixelRatio);
    const item = { kind: 'vehicle', key: marker.id, id: marker.id } as const;
    this.targets.push({ item, x, y, radius: MARKER_RADIUS });
    labels.push({ text: marker.label, x, y, selected, wanted: selected || hovered || focused });
    return isMoving(motion, timeMs) && wayLength(motion) * view.scale > LEAST_WAY;
  }

  private halo(context: CanvasRenderingContext2D, x: number, y: number): void {
    context.beginPath();
    context.arc(x, y, MARKER_RADIUS + 8, 0, 2 * Math.PI);
    context.globalAlpha = 0.18;
    context.fillStyle = this.palette.primary;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 2.5;
    context.strokeStyle = this.palette.primary;
    context.stroke();
  }

  private ring(
    context: CanvasRenderingContext2D,
    x: number,
    y: number,
    radius: number,
    dashed: boolean,
  ): void {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.setLineDash(dashed ? [4, 3] : []);
    context.lineWidth = 2;
    context.strokeStyle = this.palette.primary;
    context.stroke();
    context.setLineDash([]);
  }
}

function isOutside(x: number, y: number, { width, height }: View): boolean {
  return x < -OVERHANG || y < -OVERHANG || x > width + OVERHANG || y > height + OVERHANG;
}
