import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import type { Map as LeafletMap } from 'leaflet';
import { MapCamera } from './camera';
import { MapFrame, reducedMotion } from './map-frame';
import type { MapMarker } from './marker';
import { MapPalette } from './palette';
import { VehicleLayer } from './vehicle-layer';
import { NO_INSETS } from './view-canvas';

/** So near a place is looked at: a town and what lies around it. */
const ZOOM = 11;

/** Where one vehicle is, as a picture that follows it. What it shows is also said in words beside it. */
@Component({
  selector: 'naif-spot-map',
  imports: [MapFrame],
  template: `
    <naif-map-frame [still]="true" [label]="label()" [layers]="layers" (ready)="begin($event)" />
  `,
  styles: `
    :host,
    naif-map-frame {
      display: block;
      block-size: 100%;
      border-radius: inherit;
    }
  `,
})
export class SpotMap {
  private readonly palette = inject(MapPalette).palette;
  private readonly smooth = !reducedMotion();
  private readonly layer = new VehicleLayer(this.palette(), this.smooth);
  protected readonly layers = [this.layer];
  private camera: MapCamera | undefined;

  /** The vehicle. */
  readonly marker = input.required<MapMarker>();
  /** What the picture shows, for screen readers. */
  readonly label = input.required<string>();

  /** Without its plate: that stands beside the map. */
  private readonly shown = computed(() => ({ ...this.marker(), label: '' }));

  constructor() {
    effect(() => this.layer.paint(this.palette()));
    effect(() => {
      this.layer.show([this.shown()]);
      untracked(() => this.camera?.accompany(this.shown()));
    });
  }

  protected begin(map: LeafletMap): void {
    this.camera = new MapCamera(map, () => NO_INSETS, this.smooth);
    this.camera.centre(this.shown(), ZOOM, false);
  }
}
