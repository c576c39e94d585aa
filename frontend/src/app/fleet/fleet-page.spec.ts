import { jest } from '@jest/globals';
import { Location } from '@angular/common';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { LIVE_SOCKET } from '../live/live-socket';
import { MemorySocket } from '../live/memory-socket';
import { canvasInJsdom } from '../map/canvas-in-jsdom';
import { SessionStore } from '../session/session-store';
import { FleetPage } from './fleet-page';

// The whole page with map and list: seconds on a busy machine.
jest.setTimeout(20_000);

class Observer {
  observe(): void {}
  disconnect(): void {}
}

function vehicle(id: string, plate: string, model: string): VehicleDto {
  return {
    id,
    carId: id.repeat(64),
    clientId: 'c',
    client: { id: 'c', name: 'Hélène Lefèvre', firstName: 'Hélène', lastName: 'Lefèvre' },
    plate,
    plateKind: 'siv',
    version: 1,
    deviceSituation: 'none',
    make: 'Kia',
    model,
    state: 'never',
    last: null,
    device: null,
    createdAt: new Date(0).toISOString(),
  };
}

describe('FleetPage', () => {
  let canvas: ReturnType<typeof canvasInJsdom>;
  let socket: MemorySocket;
  let http: HttpTestingController;
  let harness: RouterTestingHarness;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const rows = (): string[] =>
    [...page().querySelectorAll('[role=option]')].map((row) =>
      row.textContent.replace(/\s+/g, ' ').trim(),
    );
  const settle = async (ms = 30): Promise<void> => {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      harness.detectChanges();
    }
  };
  /** Waits for what comes in its own time (the virtual list renders in several turns). */
  const until = async (condition: () => boolean): Promise<void> => {
    const giveUpAt = Date.now() + 5000;
    while (!condition()) {
      if (Date.now() > giveUpAt) throw new Error(`Waited in vain: ${page().textContent}`);
      await settle();
    }
  };
  const list = (items: VehicleDto[], total = items.length): void =>
    http
      .expectOne((request) => request.url === '/api/vehicles')
      .flush({ items, total, page: 1, pageSize: 100 });
  const snapshot = (...vehicles: [id: string, ageSeconds: number, speedKmh: number][]): void =>
    socket.play('fleet:snapshot', {
      at: Date.now(),
      columns: ['id', 'time', 'latitude', 'longitude', 'speedKmh'],
      rows: vehicles.map(([id, age, speed], index) => [
        id,
        Date.now() - age * 1000,
        51.67 + index / 100,
        7.8,
        speed,
      ]),
      truncated: false,
    });

  const open = async (url = '/fleet'): Promise<void> => {
    harness = await RouterTestingHarness.create(url);
    socket.play('connect');
    list([vehicle('a', 'AA-100-AA', 'Picanto'), vehicle('b', 'BB-200-BB', 'Rio')]);
    await settle();
    snapshot(['a', 1, 42], ['b', 330, 0]);
    await settle();
    await until(() => rows().length > 0 || page().textContent.includes('Nothing matches'));
  };

  beforeEach(async () => {
    localStorage.clear();
    canvas = canvasInJsdom();
    Object.assign(globalThis, { ResizeObserver: Observer });
    socket = new MemorySocket();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
        provideRouter(
          [
            { path: 'fleet', component: FleetPage },
            { path: 'vehicle/:id', children: [] },
          ],
          withComponentInputBinding(),
        ),
        { provide: LIVE_SOCKET, useValue: () => Promise.resolve(socket) },
        { provide: SessionStore, useValue: { account: signal({ id: 'me' }) } },
      ],
    });
    http = TestBed.inject(HttpTestingController);
    await TestBed.inject(LanguageStore).choose('en');
  });

  afterEach(() => {
    canvas.restore();
    Reflect.deleteProperty(globalThis, 'ResizeObserver');
  });

  it('shows every vehicle with state, speed and age, and watches a small fleet as a whole', async () => {
    await open();
    expect(socket.asked).toContainEqual(['fleet:watch', { bounds: null }]);
    const [stale, moving] = rows();
    expect(stale).toMatch(/BB-200-BB.*Kia Rio.*No news · 5.min ago/);
    expect(moving).toMatch(/AA-100-AA 42.km\/h.*Moving · \d.sec ago/);
  });

  it('follows the frames', async () => {
    await open();
    socket.play('fleet:changes', { at: Date.now(), rows: [['b', Date.now(), 51.7, 7.8, 66]] });
    await settle();
    expect(rows()[1]).toMatch(/BB-200-BB 66.km\/h/);
  });

  it('reads search, states, order and selection from the URL', async () => {
    await open('/fleet?q=lefevre&state=stale&sort=name&vehicle=b');
    expect(rows()).toHaveLength(1);
    expect(page().querySelector<HTMLInputElement>('input[type=search]')?.value).toBe('lefevre');
    expect(page().querySelector('naif-vehicle-card h2')?.textContent).toBe('BB-200-BB');
  });

  it('writes what is chosen into the URL; only choosing a vehicle makes history', async () => {
    await open();
    page().querySelectorAll<HTMLElement>('[role=option]')[1]?.click();
    await settle();
    expect(TestBed.inject(Router).url).toContain('vehicle=a');
    page()
      .querySelector('naif-vehicle-card [aria-label="Close the card"]')
      ?.dispatchEvent(new MouseEvent('click'));
    await settle();
    expect(TestBed.inject(Router).url).not.toContain('vehicle=');
  });

  it('does not take back what is typed while the URL is being written', async () => {
    await open();
    const field = page().querySelector<HTMLInputElement>('input[type=search]');
    const type = (text: string): void => {
      if (field !== null) field.value = text;
      field?.dispatchEvent(new Event('input'));
    };
    type('kia');
    await until(() => TestBed.inject(Router).url.includes('q=kia'));
    type('kia rio');
    // The map moves meanwhile, so that the URL is written again and again.
    for (let turn = 0; turn < 10; turn++) {
      await settle();
      expect(field?.value).toBe('kia rio');
    }
    await until(() => TestBed.inject(Router).url.includes('q=kia%20rio'));
    expect(rows()).toHaveLength(1);
  });

  it('goes back and forward over the choice of a vehicle', async () => {
    await open();
    // The harness navigates by itself; only this makes the router listen to the browser's buttons.
    TestBed.inject(Router).setUpLocationChangeListener();
    const chosen = (): string => page().querySelector('naif-vehicle-card h2')?.textContent ?? '';
    page().querySelectorAll<HTMLElement>('[role=option]')[1]?.click();
    await until(() => TestBed.inject(Router).url.includes('vehicle=a'));
    const location = TestBed.inject(Location);
    location.back();
    await until(() => chosen() === '');
    location.forward();
    await until(() => chosen() === 'AA-100-AA');
  });

  it('filters by state and counts them', async () => {
    await open();
    const chips = [...page().querySelectorAll<HTMLElement>('.chip')];
    const moving = chips.find((chip) => chip.textContent.includes('Moving'));
    expect(moving?.textContent.replace(/\s+/g, ' ').trim()).toBe('Moving 1');
    moving?.click();
    await settle();
    expect(moving?.getAttribute('aria-pressed')).toBe('true');
    expect(rows()).toHaveLength(1);
    expect(page().textContent).toContain('1 of 2 vehicles');
  });

  it('offers the way back when nothing matches', async () => {
    await open('/fleet?q=nobody');
    expect(page().textContent).toContain('Nothing matches');
    [...page().querySelectorAll('button')]
      .find((button) => button.textContent.includes('Show all'))
      ?.click();
    await until(() => rows().length === 2);
  });

  it('walks the list with j, k and Enter', async () => {
    await open();
    const box = page().querySelector<HTMLElement>('[role=listbox]');
    const press = async (key: string): Promise<void> => {
      box?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await settle(5);
    };
    await press('j');
    expect(box?.getAttribute('aria-activedescendant')).toBe('fleet-row-b');
    await press('j');
    await press('k');
    await press('Enter');
    expect(page().querySelector('[aria-selected=true]')?.id).toBe('fleet-row-b');
    await press('Enter');
    expect(TestBed.inject(Router).url).toBe('/vehicle/b');
  });

  it('says since when nothing comes while the connection is down', async () => {
    await open();
    expect(page().querySelector('.frozen')).toBeNull();
    socket.play('disconnect');
    await settle();
    expect(page().querySelector('.frozen')?.textContent).toMatch(/No live data: as of \d\d:\d\d/);
    expect(rows()).toHaveLength(2);
  });

  it('tells when the names cannot be read, and tries again', async () => {
    harness = await RouterTestingHarness.create('/fleet');
    http
      .expectOne((request) => request.url === '/api/vehicles')
      .flush(null, { status: 503, statusText: 'Unavailable' });
    await settle();
    expect(page().querySelector('naif-error-state')).not.toBeNull();
    page().querySelector<HTMLElement>('naif-error-state button')?.click();
    list([]);
    await settle();
    expect(page().textContent).toContain('No vehicle');
  });

  it('watches only the view of a large fleet and asks for the names that are looked at', async () => {
    harness = await RouterTestingHarness.create('/fleet?at=51.67,7.8,12');
    socket.play('connect');
    list([vehicle('a', 'AA-100-AA', 'Picanto')], 10_000);
    await settle();
    const watch = socket.asked.find(([event]) => event === 'fleet:watch');
    const { bounds } = watch?.[1] as { bounds: number[] };
    expect(bounds[0]).toBeLessThan(7.8);
    expect((bounds[2] ?? 0) - (bounds[0] ?? 0)).toBeLessThan(1);
    snapshot(['a', 1, 42], ['x', 1, 10]);
    await settle();
    http.expectOne('/api/vehicles/x').flush(vehicle('x', 'XX-900-XX', 'Ceed'));
    await settle();
    expect(rows().join()).toContain('XX-900-XX');
  });
});
