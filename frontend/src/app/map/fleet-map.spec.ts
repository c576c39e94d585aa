import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Reader } from '../format/reader';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import type { PackedBasemap } from './basemap-data';
import { canvasInJsdom } from './canvas-in-jsdom';
import { FleetMap, type MapView } from './fleet-map';
import type { MapMarker } from './marker';

const west: MapMarker = {
  id: 'west',
  latitude: 51.67,
  longitude: 7.79,
  courseDegrees: 90,
  state: 'moving',
  label: 'AA-100-AA',
};
const east: MapMarker = {
  ...west,
  id: 'east',
  longitude: 7.83,
  state: 'stale',
  label: 'BB-200-BB',
};
const near: MapMarker = { ...east, id: 'near', longitude: 7.830001, label: 'CC-300-CC' };
/** A ground with one town, some hundred kilometres to the east. */
const GROUND: PackedBasemap = {
  format: 'naif-basemap/1',
  scale: 1000,
  bounds: [0, 40, 20, 60],
  land: [],
  lakes: [],
  urban: [],
  borders: [],
  rivers: [],
  places: [[9300, 51_670, 0, 'Elsewhere']],
  worldScale: 1000,
  worldLand: [],
  worldBorders: [],
};

describe('FleetMap', () => {
  let canvas: ReturnType<typeof canvasInJsdom>;
  let fixture: ComponentFixture<FleetMap>;
  let map: HTMLElement;
  const find = (selector: string): HTMLElement => {
    const found = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`There is no ${selector}`);
    return found;
  };
  const said = (): string => find('[aria-live]').textContent;
  const frame = (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const press = async (key: string): Promise<void> => {
    map.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await fixture.whenStable();
    await frame();
  };

  beforeEach(async () => {
    canvas = canvasInJsdom();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideWholeGlossary()],
    });
    await TestBed.inject(LanguageStore).choose('en');
    fixture = TestBed.createComponent(FleetMap);
    fixture.componentRef.setInput('markers', [west, east]);
    await fixture.whenStable();
    await frame();
    map = find('.leaflet-container');
  });

  afterEach(() => {
    fixture.destroy();
    canvas.restore();
  });

  it('draws the vehicles with their plates', () => {
    expect(canvas.texts).toEqual(expect.arrayContaining(['AA-100-AA', 'BB-200-BB']));
  });

  it('asks for its settings and for the coarse ground', () => {
    const http = TestBed.inject(HttpTestingController);
    http.expectOne('/api/settings/map').flush({});
    http.expectOne('/basemap/natural-earth.json');
  });

  it('says how far places are, and its scale, in the reader’s units', async () => {
    const http = TestBed.inject(HttpTestingController);
    http.expectOne('/api/settings/map').flush({});
    http.expectOne('/basemap/natural-earth.json').flush(GROUND);
    fixture.componentInstance.fitAll();
    await fixture.whenStable();
    await frame();
    const scale = (): string => find('.leaflet-control-scale').textContent;
    expect(canvas.texts).toContainEqual(expect.stringMatching(/^Elsewhere 1\d\d\u202fkm$/));
    expect(scale()).toMatch(/^\d+ k?m$/);
    canvas.texts.length = 0;
    TestBed.inject(Reader).adopt({ units: 'imperial' });
    await fixture.whenStable();
    await frame();
    expect(canvas.texts).toContainEqual(expect.stringMatching(/^Elsewhere \d\d\u202fmi$/));
    expect(scale()).toMatch(/^\d+ (ft|mi)$/);
  });

  it('is a named region that the keyboard walks, and says what it is on', async () => {
    expect(map.getAttribute('role')).toBe('application');
    expect(map.getAttribute('aria-label')).toBe('Map of the vehicles');
    await press('n');
    expect(said()).toBe('AA-100-AA, Moving');
    await press('n');
    expect(said()).toBe('BB-200-BB, No news');
    await press('p');
    await press('Enter');
    expect(fixture.componentInstance.selectedId()).toBe('west');
  });

  it('opens the selected vehicle with Enter and lets go with Escape', async () => {
    const opened: string[] = [];
    fixture.componentInstance.opened.subscribe((id) => opened.push(id));
    await press('n');
    await press('Enter');
    await press('Enter');
    expect(opened).toEqual(['west']);
    await press('Escape');
    await press('Escape');
    expect(fixture.componentInstance.selectedId()).toBeNull();
  });

  it('writes the number of those that stand too near each other', async () => {
    fixture.componentRef.setInput('markers', [west, east, near]);
    await fixture.whenStable();
    canvas.texts.length = 0;
    await frame();
    expect(canvas.texts).toContain('2');
    expect(canvas.texts).not.toContain('CC-300-CC');
    await press('n');
    await press('n');
    expect(said()).toBe('2 vehicles together. Enter shows them one by one.');
  });

  it('shows all vehicles at first and tells what it shows', async () => {
    const views: MapView[] = [];
    fixture.componentInstance.viewChanged.subscribe((view) => views.push(view));
    fixture.componentInstance.fitAll();
    await frame();
    const bounds = views.at(-1)?.bounds ?? [0, 0, 0, 0];
    expect(bounds[0]).toBeLessThan(7.79);
    expect(bounds[2]).toBeGreaterThan(7.83);
  });

  it('begins where the link says', async () => {
    const other = TestBed.createComponent(FleetMap);
    const views: MapView[] = [];
    other.componentInstance.viewChanged.subscribe((view) => views.push(view));
    other.componentRef.setInput('markers', [west]);
    other.componentRef.setInput('start', { latitude: 48.85, longitude: 2.35, zoom: 11 });
    await other.whenStable();
    expect(views.at(-1)).toMatchObject({ zoom: 11 });
    expect(views.at(-1)?.latitude).toBeCloseTo(48.85, 3);
    other.destroy();
  });
});
