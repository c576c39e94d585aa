import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { VehicleDto } from '../api/models/vehicle-dto';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { LIVE_SOCKET, type LiveSocket } from '../live/live-socket';
import { SessionStore } from '../session/session-store';
import { VehiclePage } from './vehicle-page';

type Listener = (payload: unknown) => void;

/** The server's end of the socket, in memory. */
class ScriptedSocket implements LiveSocket {
  active = true;
  private readonly listeners = new Map<string, Listener[]>();

  connect(): void {
    this.play('connect');
  }
  disconnect(): void {
    this.active = false;
  }
  on(event: string, listener: (payload: never) => void): void {
    const known = this.listeners.get(event) ?? [];
    this.listeners.set(event, [...known, listener as Listener]);
  }
  emit(_event: string, _payload: unknown, acknowledge: (answer: never) => void): void {
    acknowledge({ ok: true, latest: null } as never);
  }
  play(event: string, payload?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(payload);
  }
}

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

function vehicle(fields: Partial<VehicleDto> = {}): VehicleDto {
  return {
    id: 'v1',
    carId: 'c'.repeat(64),
    clientId: 'c1',
    client: { id: 'c1', name: 'Amélie Lefèvre', firstName: 'Amélie', lastName: 'Lefèvre' },
    plate: 'AB-123-CD',
    plateKind: 'siv',
    version: 1,
    deviceSituation: 'attached',
    make: 'Kia',
    model: 'Picanto',
    state: 'moving',
    last: { time: ago(2), speedKmh: 48, rpm: 1850, latitude: 51.6, longitude: 7.8 },
    device: { id: 'd1', enrolledAt: ago(86_400) },
    createdAt: ago(86_400),
    ...fields,
  };
}

describe('VehiclePage', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;
  let socket: ScriptedSocket;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const text = (id: string): string =>
    page().querySelector(`[data-testid=${id}]`)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    harness.detectChanges();
    await new Promise((resolve) => setTimeout(resolve));
    harness.detectChanges();
  };
  const track = (): ReturnType<HttpTestingController['expectOne']> =>
    http.expectOne((request) => request.url === '/api/vehicles/v1/track');

  const signIn = async (role: string): Promise<void> => {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'a', email: 'e', displayName: 'E', role, language: 'fr' },
      permissions: role === 'client' ? [] : ['read:devices'],
      expiresAt: ago(-900),
    });
    await login;
  };

  const open = async (url = '/vehicle/v1', role = 'employee'): Promise<void> => {
    await signIn(role);
    harness = await RouterTestingHarness.create(url);
    await settle();
  };

  beforeEach(async () => {
    localStorage.clear();
    socket = new ScriptedSocket();
    TestBed.configureTestingModule({
      // The map and the graph draw on canvas, which jsdom has not: the browser tests look at them.
      deferBlockBehavior: DeferBlockBehavior.Manual,
      providers: [
        provideRouter(
          [{ path: 'vehicle/:id', component: VehiclePage }],
          withComponentInputBinding(),
        ),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
        { provide: LIVE_SOCKET, useValue: () => Promise.resolve(socket) },
      ],
    });
    await TestBed.inject(LanguageStore).choose('fr');
    http = TestBed.inject(HttpTestingController);
  });

  it('holds places while it loads', async () => {
    await open();
    expect(page().querySelector('h1 .skeleton')).not.toBeNull();
    expect(page().querySelector('h1')?.textContent).toContain('Chargement');
    http.expectOne('/api/vehicles/v1');
    track();
  });

  it('shows who the vehicle is and how it is', async () => {
    await open();
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    track().flush({ points: [], total: 0, reduction: { method: 'none' } });
    await settle();
    expect(page().querySelector('h1')?.textContent).toBe('AB-123-CD');
    expect(text('vehicle-state')).toContain('En mouvement');
    expect(text('speed')).toBe('48 km/h');
    expect(text('rpm')).toBe('1 850 tr/min');
  });

  it('follows the live readings', async () => {
    await open();
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    track().flush({ points: [], total: 0, reduction: { method: 'none' } });
    await settle();
    const readings = [{ time: ago(0), speedKmh: 0, rpm: 780, coolantCelsius: 86 }];
    socket.play('vehicle:readings', { vehicleId: 'v1', readings });
    await settle();
    expect(text('rpm')).toBe('780 tr/min');
    expect(text('vehicle-state')).toContain('À l’arrêt');
  });

  it('tells values that are old', async () => {
    await open('/vehicle/v1?tab=obd2');
    const time = ago(310);
    http.expectOne('/api/vehicles/v1').flush(vehicle({ last: { time, rpm: 900 } }));
    track().flush({ points: [{ time, rpm: 900 }], total: 1, reduction: { method: 'none' } });
    await settle();
    expect(text('vehicle-state')).toContain('Sans nouvelles');
    expect(text('old-values')).toContain('il y a 5 min');
    expect(text('gauge-rpm')).toContain('900');
    expect(text('gauge-coolantCelsius')).toContain('Non transmis');
    // It may have parked, which no reading says: it is asked again, once.
    http
      .expectOne('/api/vehicles/v1')
      .flush(vehicle({ last: { time, rpm: 900, power: 'parked' } }));
    await settle();
    expect(text('vehicle-state')).toContain('Stationné');
  });

  it('catches up on what it missed while the connection was down', async () => {
    await open();
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    track().flush({ points: [], total: 0, reduction: { method: 'none' } });
    await settle();
    socket.play('disconnect');
    await settle();
    socket.play('connect');
    await settle();
    http.expectOne('/api/vehicles/v1').flush(vehicle({ plate: 'NEW-1' }));
    track().flush({ points: [], total: 0, reduction: { method: 'none' } });
    await settle();
    expect(page().querySelector('h1')?.textContent).toBe('NEW-1');
  });

  it('loads the track anew before what came live is forgotten', async () => {
    await open();
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    track().flush({ points: [], total: 0, reduction: { method: 'none' } });
    await settle();
    const readings = Array.from({ length: 301 }, (_, index) => ({ time: ago(301 - index) }));
    socket.play('vehicle:readings', { vehicleId: 'v1', readings: readings.slice(0, 300) });
    await settle();
    http.expectNone((request) => request.url.endsWith('/track'));
    socket.play('vehicle:readings', { vehicleId: 'v1', readings: readings.slice(300) });
    await settle();
    track().flush({ points: readings, total: 301, reduction: { method: 'none' } });
    await settle();
    http.expectNone((request) => request.url.endsWith('/track'));
  });

  it('says plainly that there is no such vehicle, with the reference', async () => {
    await open();
    const body = { code: 'VEHICLE.NOT_FOUND', requestId: 'r-7' };
    http.expectOne('/api/vehicles/v1').flush(body, { status: 404, statusText: 'Not Found' });
    track().flush(body, { status: 404, statusText: 'Not Found' });
    await settle();
    expect(page().textContent).toContain('Introuvable');
    expect(page().textContent).toContain('r-7');
    expect(page().querySelector('naif-error-state button')).toBeNull();
  });

  it('offers to try again when nobody answers', async () => {
    await open();
    http.expectOne('/api/vehicles/v1').error(new ProgressEvent('error'));
    track().error(new ProgressEvent('error'));
    await settle();
    page().querySelector<HTMLButtonElement>('naif-error-state button')?.click();
    await settle();
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    await settle();
    expect(page().querySelector('h1')?.textContent).toBe('AB-123-CD');
  });

  it('leads staff to the device, and nobody else', async () => {
    await open();
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    await settle();
    const link = page().querySelector('[data-testid=open-device]');
    expect(link?.getAttribute('href')).toBe('/vehicle/v1?tab=device');
    expect(page().querySelector('nav')?.textContent).toContain('Boîtier');
  });

  it('shows a client that there is a device, and no more of it', async () => {
    await open('/vehicle/v1?tab=device', 'client');
    http.expectOne('/api/vehicles/v1').flush(vehicle());
    await settle();
    expect(page().querySelector('naif-device-card')).not.toBeNull();
    expect(page().querySelector('[data-testid=open-device]')).toBeNull();
    expect(page().querySelector('naif-device-tab')).toBeNull();
    expect(page().querySelector('nav')?.textContent).not.toContain('Boîtier');
    http.expectNone('/api/vehicles/v1/device');
  });

  it('keeps a parked car parked while it says that it stands', async () => {
    await open();
    http
      .expectOne('/api/vehicles/v1')
      .flush(vehicle({ last: { time: ago(60), speedKmh: 0, power: 'parked' } }));
    track().flush({ points: [], total: 0, reduction: { method: 'none' } });
    await settle();
    const play = async (rpm: number): Promise<void> => {
      const readings = [{ time: ago(0), speedKmh: 0, rpm }];
      socket.play('vehicle:readings', { vehicleId: 'v1', readings });
      await settle();
    };
    await play(0);
    expect(text('vehicle-state')).toContain('Stationné');
    await play(780);
    expect(text('vehicle-state')).toContain('À l’arrêt');
  });
});
