import { Component, computed, inject } from '@angular/core';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { EmptyState } from '../ui/empty-state';
import { Gauge } from '../ui/gauge';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { ValueTile } from '../ui/value-tile';
import { GAUGES, type Measure, MORE_MEASURES } from './measures';
import { type Tile, tileOf } from './tiles';
import { VehicleStore } from './vehicle-store';

/** What the engine says: gauges for what matters now, values with their course for the rest. */
@Component({
  selector: 'naif-engine-tab',
  imports: [EmptyState, Gauge, Icon, ValueTile],
  templateUrl: './engine-tab.html',
  styleUrl: './engine-tab.scss',
})
export class EngineTab {
  private readonly format = inject(Format);
  private readonly now = inject(Now);
  protected readonly store = inject(VehicleStore);
  protected readonly t = injectWords();
  protected readonly dash = MISSING;

  protected readonly gauges = computed(() => this.tiles(GAUGES));
  private readonly more = computed(() => this.tiles(MORE_MEASURES));
  /** What this vehicle sends, if not with every reading. */
  protected readonly sent = computed(() => this.more().filter((tile) => tile.missing !== 'never'));
  /** What it does not send: a line each, not a tile. */
  protected readonly neverSent = computed(() =>
    this.more().filter((tile) => tile.missing === 'never'),
  );
  /** Said when the values on the page are not of this moment. */
  protected readonly oldText = computed(() => {
    const heardMs = this.store.heardMs();
    if (heardMs === null || !['stale', 'offline', 'parked'].includes(this.store.state()))
      return null;
    return this.t('vehicle.oldValues', { age: this.format.age(heardMs, this.now.ms()) });
  });

  protected valueText({ measure, value }: Tile): string {
    return this.format.quantity(value, this.unitOf(measure), measure.digits);
  }

  protected noteText({ measure, missing, deviation }: Tile): string {
    if (missing === 'all') return this.t('vehicle.missingAll');
    if (missing !== null)
      return this.t(missing === 'now' ? 'vehicle.missingNow' : 'vehicle.missingNever');
    if (deviation !== null) return this.t(deviation === 'high' ? 'vehicle.high' : 'vehicle.low');
    if (measure.normal === undefined || measure.normal[0] === measure.normal[1]) return '';
    return this.t('vehicle.normal', {
      from: this.format.parts(
        measure.normal[0],
        measure.unit,
        Number.isInteger(measure.normal[0]) ? 0 : 1,
      ).number,
      to: this.format.quantity(measure.normal[1], measure.unit),
    });
  }

  protected numberText({ measure, value }: Tile): string {
    return this.format.parts(value, measure.unit, measure.digits).number;
  }

  /** The unit beside a number that stands apart. */
  protected unitText({ measure }: Tile): string {
    return this.format.parts(null, this.unitOf(measure)).unit;
  }

  private unitOf(measure: Measure): string {
    return measure.key === 'rpm' ? this.t('unit.rpm') : measure.unit;
  }

  private tiles(measures: readonly Measure[]): readonly Tile[] {
    const [latest, readings] = [this.store.latest(), this.store.readings()];
    return measures.map((measure) => tileOf(measure, latest, readings));
  }
}
