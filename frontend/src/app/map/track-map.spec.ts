import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { canvasInJsdom } from './canvas-in-jsdom';
import { TrackMap } from './track-map';

const at = (second: number, longitude: number) => ({
  time: new Date(second * 1000).toISOString(),
  latitude: 51.67,
  longitude,
  speedKmh: 50,
});

describe('TrackMap', () => {
  let canvas: ReturnType<typeof canvasInJsdom>;

  beforeEach(async () => {
    canvas = canvasInJsdom();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), provideWholeGlossary()],
    });
    await TestBed.inject(LanguageStore).choose('en');
  });

  afterEach(() => canvas.restore());

  it('takes the point under the pointer as the cursor, and lets it go when the pointer leaves', async () => {
    const fixture = TestBed.createComponent(TrackMap);
    fixture.componentRef.setInput('points', [at(0, 7.78), at(10, 7.8), at(20, 7.82)]);
    await fixture.whenStable();
    const host = fixture.nativeElement as HTMLElement;
    const map = host.querySelector('.leaflet-container');
    // The track is fitted into the view: its middle point is in the middle.
    const move = { clientX: 400, clientY: 300, bubbles: true };
    map?.dispatchEvent(new MouseEvent('mousemove', move));
    expect(fixture.componentInstance.cursorIndex()).toBe(1);
    map?.dispatchEvent(new MouseEvent('mouseout', { bubbles: true }));
    expect(fixture.componentInstance.cursorIndex()).toBeNull();
    fixture.destroy();
  });

  it('says so when there is no position', async () => {
    const fixture = TestBed.createComponent(TrackMap);
    fixture.componentRef.setInput('points', [{ time: new Date(0).toISOString() }]);
    await fixture.whenStable();
    expect((fixture.nativeElement as HTMLElement).textContent).toContain(
      'No position in this period.',
    );
    fixture.destroy();
  });
});
