import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { DeviceCommandDto } from '../api/models/device-command-dto';
import type { DeviceHealthDto } from '../api/models/device-health-dto';
import type { DeviceStatusDto } from '../api/models/device-status-dto';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { LIVE_SOCKET } from '../live/live-socket';
import { MemorySocket } from '../live/memory-socket';
import { type Permission, SessionStore } from '../session/session-store';
import { VehiclePage } from './vehicle-page';

const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

const WELL: DeviceStatusDto = {
  time: '',
  power: 'driving',
  firmwareVersion: '4.5',
  gps: 'ok',
  obd: 'ok',
  batteryVolts: 14.1,
  vinMatches: true,
  clock: { source: 'gps', uncertaintyMs: 20 },
  outboxDepth: 0,
  reconnects: 0,
  cpuCelsius: 51.5,
  memoryBytes: 80_000_000,
  diskFreeBytes: 12_000_000_000,
  readingsDropped: 0,
  readingsRefused: 0,
  readingsUndatable: 0,
  outboxesDamaged: 0,
  uptimeSeconds: 3 * 3600,
  previousEnd: 'stopped',
  site: 'main',
};

function device(status: Partial<DeviceStatusDto> | null = {}): DeviceHealthDto {
  return {
    id: 'd1',
    enrolledAt: ago(86_400),
    agentVersion: '1.2.3',
    settings: { samplingIntervalMs: 1000, batchSize: 5 },
    status: status && { ...WELL, time: ago(4), ...status },
  };
}

function command(fields: Partial<DeviceCommandDto> = {}): DeviceCommandDto {
  return {
    id: 'k1',
    kind: 'restart',
    state: 'waiting',
    createdBy: 'Hugo Petit',
    createdAt: ago(3),
    expiresAt: ago(-86_400),
    ...fields,
  };
}

/** What those may do who look after devices. */
const DESK: readonly Permission[] = [
  'read:devices',
  'enrol:devices',
  'revoke:devices',
  'command:devices',
];

describe('the device tab', () => {
  let harness: RouterTestingHarness;
  let http: HttpTestingController;
  let socket: MemorySocket;

  const page = (): HTMLElement => harness.routeNativeElement as HTMLElement;
  const find = (id: string): HTMLElement | null => page().querySelector(`[data-testid=${id}]`);
  const text = (id: string): string => find(id)?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 4; turn++) {
      await new Promise((resolve) => setTimeout(resolve));
      harness.detectChanges();
    }
  };
  const answer = (path: string, body: object | null): void => {
    for (const request of http.match(
      ({ url }) => new URL(url, 'http://x').pathname === `/api/vehicles/v1${path}`,
    )) {
      request.flush(body, body === null ? { status: 204, statusText: 'No Content' } : {});
    }
  };
  const list = (items: readonly object[]): object => ({
    items,
    total: items.length,
    page: 1,
    pageSize: 25,
  });

  async function open(
    health: DeviceHealthDto | null | 'unavailable',
    commands: readonly DeviceCommandDto[] = [],
    { power = 'driving', seconds = 2, permissions = DESK } = {},
  ): Promise<void> {
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'a', email: 'e', displayName: 'E', role: 'employee', language: 'fr' },
      permissions,
      expiresAt: ago(-900),
    });
    await login;
    harness = await RouterTestingHarness.create('/vehicle/v1?tab=device');
    socket.play('connect');
    await settle();
    answer('', {
      id: 'v1',
      carId: 'c'.repeat(64),
      clientId: 'c1',
      client: { id: 'c1', firstName: 'Amélie', lastName: 'Lefèvre' },
      plate: 'AB-123-CD',
      make: 'Kia',
      model: 'Picanto',
      state: 'moving',
      last: { time: ago(seconds), speedKmh: 48, power },
      device: null,
      createdAt: ago(86_400),
    });
    for (let tries = 0; page().querySelector('naif-device-tab') === null && tries < 500; tries++) {
      await settle();
    }
    if (health === 'unavailable') {
      http
        .expectOne('/api/vehicles/v1/device')
        .flush({}, { status: 503, statusText: 'Service Unavailable' });
    } else answer('/device', health);
    answer('/commands', list(commands));
    await settle();
  }

  beforeEach(async () => {
    localStorage.clear();
    socket = new MemorySocket();
    TestBed.configureTestingModule({
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

  it('shows what the device says, each with its word', async () => {
    await open(device());
    expect(text('device-summary')).toBe('Tout va bien');
    expect(text('health-gps')).toContain('Position reçue');
    expect(text('health-battery')).toBe('Batterie14,1 VBon · en charge');
    expect(text('health-clock')).toContain('GPS ± 20 ms');
    expect(text('health-disk')).toContain('12,0 Go');
    expect(text('health-dropped')).toContain('Aucune');
    expect(text('device-version')).toBe('1.2.3');
    expect(text('device-interval')).toBe('1 s');
    expect(page().querySelectorAll('naif-device-health-cards [data-level=missing]')).toHaveLength(
      0,
    );
  });

  it('tells what is missing with its reason, and never as zero', async () => {
    await open({ ...device(), status: { time: ago(2) } });
    for (const key of ['gps', 'battery', 'cpu', 'outbox', 'dropped', 'clock', 'running']) {
      expect(text(`health-${key}`)).toContain('—');
      expect(text(`health-${key}`)).toContain('Non transmis');
    }
    expect(text('health-battery')).toContain('mesurée par l’adaptateur');
    expect(text('device-summary')).toContain('ne dit pas tout : Récepteur GPS');
  });

  it('cries out when the device sits in another car', async () => {
    await open(device({ vinMatches: false, cpuCelsius: 82 }));
    expect(text('other-car')).toContain('une autre voiture');
    expect(find('other-car')?.getAttribute('role')).toBe('alert');
    expect(text('device-summary')).toBe('À réparer : Voiture');
    expect(text('health-cpu')).toContain('À surveiller');
  });

  it('says when the report is old, and that a parked car’s silence is none', async () => {
    await open(device({ time: ago(3000) }), [], { seconds: 3000 });
    expect(text('old-status')).toContain('il y a 50 min');
  });

  it('does not call a parked car lost', async () => {
    await open(device({ time: ago(3000), power: 'parked' }), [], {
      power: 'parked',
      seconds: 3000,
    });
    expect(find('old-status')).toBeNull();
    expect(text('parked-status')).toContain('c’est normal');
  });

  it('tells how to attach a device where there is none', async () => {
    await open(null);
    expect(text('no-device')).toContain('Aucun boîtier');
    expect(text('no-device')).toContain('naif-agent enrol');
    expect(find('attach')?.classList).toContain('primary');
    expect(find('revoke')).toBeNull();
  });

  it('says that a device has not spoken yet', async () => {
    await open(device(null));
    expect(page().textContent).toContain('n’a encore rien dit');
    expect(find('revoke')).not.toBeNull();
  });

  it('offers to try again when the state cannot be read', async () => {
    await open('unavailable');
    expect(page().querySelector('naif-error-state')?.textContent).toContain('ne répond pas');
    page().querySelector<HTMLButtonElement>('naif-error-state button')?.click();
    await settle();
    answer('/device', device());
    await settle();
    expect(text('device-summary')).toBe('Tout va bien');
  });

  it('shows the trouble codes of the last report', async () => {
    await open(device());
    answer(
      '/trouble-codes',
      list([
        {
          time: ago(3 * 3600 + 60),
          receivedAt: ago(3 * 3600),
          mil: true,
          stored: ['P0301', 'P0420'],
          pending: [],
          permanent: ['P0301'],
        },
      ]),
    );
    await settle();
    const card = page().querySelector('naif-trouble-codes');
    expect(card?.textContent).toContain('Voyant moteur allumé');
    expect(card?.textContent).toContain('il y a 3');
    expect([...(card?.querySelectorAll('li') ?? [])].map((code) => code.textContent)).toEqual([
      'P0301',
      'P0420',
      'P0301',
    ]);
    expect(card?.textContent).not.toContain('En attente');
  });

  it('offers an auditor nothing that changes anything', async () => {
    await open(device(), [], { permissions: ['read:devices'] });
    expect(text('device-summary')).toBe('Tout va bien');
    for (const id of ['attach', 'revoke', 'restart', 'apply-interval']) expect(find(id)).toBeNull();
  });

  it('asks for a restart and follows what becomes of it', async () => {
    await open(device());
    find('restart')?.click();
    await settle();
    const asked = http.expectOne(
      ({ url, method }) => url === '/api/vehicles/v1/commands' && method === 'POST',
    );
    expect(asked.request.body).toEqual({ kind: 'restart' });
    asked.flush(command());
    await settle();
    answer('/commands', list([command()]));
    await settle();
    expect(text('commands')).toContain('Attend le prochain envoi');
    expect(text('restart')).toContain('Redémarrage demandé');
    // Once is enough.
    find('restart')?.click();
    await settle();
    http.expectNone(({ method }) => method === 'POST');

    socket.play('vehicle:device', { vehicleId: 'v1', what: 'commands' });
    await settle();
    answer('/commands', list([command({ state: 'done', detail: 'revenu en 4 s' })]));
    await settle();
    expect(text('commands')).toContain('Faite');
    expect(text('commands')).toContain('revenu en 4 s');
    expect(text('restart')).toContain('Redémarrer');
  });

  it('changes the interval, to another one only', async () => {
    await open(device());
    const select = page().querySelector<HTMLSelectElement>('#sampling-interval');
    expect(select?.value).toBe('1000');
    expect(find('apply-interval')?.getAttribute('aria-disabled')).toBe('true');
    select!.value = '5000';
    select!.dispatchEvent(new Event('change'));
    await settle();
    find('apply-interval')?.click();
    await settle();
    const asked = http.expectOne(({ method }) => method === 'POST');
    expect(asked.request.body).toEqual({
      kind: 'settings',
      settings: { samplingIntervalMs: 5000 },
    });
    asked.flush({}, { status: 503, statusText: 'Service Unavailable' });
    await settle();
    expect(page().querySelector('naif-device-commands [role=alert]')?.textContent).toContain(
      'pas été prise en compte',
    );
  });

  it('fetches the state anew when the socket tells', async () => {
    await open(device());
    socket.play('vehicle:device', { vehicleId: 'v1', what: 'status' });
    await settle();
    // What was shown stays until the answer comes.
    expect(text('health-cpu')).toContain('51,5');
    answer('/device', device({ cpuCelsius: 60 }));
    await settle();
    expect(text('health-cpu')).toContain('60,0');
  });
});
