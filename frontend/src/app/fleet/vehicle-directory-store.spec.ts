import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { SessionStore } from '../session/session-store';
import { VehicleDirectoryStore } from './vehicle-directory-store';

const vehicle = (id: string) => ({
  id,
  plate: `P-${id}`,
  make: 'Kia',
  model: 'Rio',
  client: { id: 'c', firstName: 'Anne', lastName: 'Martin' },
  last: null,
});

describe('VehicleDirectoryStore', () => {
  const account = signal<{ id: string } | null>({ id: 'me' });
  let store: VehicleDirectoryStore;
  let http: HttpTestingController;

  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const answer = async (ids: string[], total: number): Promise<string> => {
    const request = http.expectOne(({ url }) => url === '/api/vehicles');
    request.flush({ items: ids.map(vehicle), total });
    await turn();
    return request.request.params.toString();
  };

  beforeEach(() => {
    account.set({ id: 'me' });
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        { provide: SessionStore, useValue: { account } },
      ],
    });
    store = TestBed.inject(VehicleDirectoryStore);
    http = TestBed.inject(HttpTestingController);
    TestBed.tick();
  });

  it('reads a fleet page by page', async () => {
    const loading = store.load();
    expect(await answer(['a'], 250)).toBe('page=1&pageSize=100');
    expect(await answer(['b'], 250)).toBe('page=2&pageSize=100');
    await answer(['c'], 250);
    await loading;
    expect([...store.names().keys()]).toEqual(['a', 'b', 'c']);
    expect(store.names().get('a')).toMatchObject({ plate: 'P-a', model: 'Kia Rio' });
  });

  it('reads only the first page of a large fleet, and then what is looked at, four at a time', async () => {
    const loading = store.load();
    await answer(['a'], 10_000);
    await loading;
    expect(store.isWhole()).toBe(false);
    store.want(['a', 'b', 'c', 'd', 'e', 'f']);
    const first = http.match(({ url }) => url.startsWith('/api/vehicles/'));
    expect(first.map(({ request }) => request.url.slice(-1))).toEqual(['b', 'c', 'd', 'e']);
    store.want(['b', 'g']);
    first[0]?.flush(vehicle('b'));
    first[1]?.flush(null, { status: 404, statusText: 'Not found' });
    await turn();
    // The newest wish goes first; nobody is asked for twice.
    expect(http.match(() => true).map(({ request }) => request.url.slice(-1))).toEqual(['g', 'f']);
    store.want(['b', 'c']);
    expect(http.match(() => true)).toEqual([]);
  });

  it('forgets with the account, also what was still on its way', async () => {
    const loading = store.load();
    await answer(['a'], 200);
    account.set({ id: 'other' });
    TestBed.tick();
    await answer(['b'], 200);
    await loading;
    expect(store.names().size).toBe(0);
    expect(store.total()).toBeNull();
  });

  it('tells why it could not read', async () => {
    const loading = store.load();
    http
      .expectOne(({ url }) => url === '/api/vehicles')
      .flush(null, { status: 503, statusText: 'Unavailable' });
    await loading;
    expect(store.problem()?.code).toBe('NETWORK.UNREACHABLE');
  });
});
