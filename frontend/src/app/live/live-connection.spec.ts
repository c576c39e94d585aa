import { jest } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { type RefreshOutcome, SessionStore } from '../session/session-store';
import { FleetStore } from './fleet-store';
import { LiveConnection } from './live-connection';
import { LIVE_SOCKET } from './live-socket';
import { MemorySocket } from './memory-socket';
import { VehicleWatches } from './vehicle-watch';

describe('LiveConnection', () => {
  let socket: MemorySocket;
  let outcome: RefreshOutcome;
  let refreshes: number;
  let endings: number;
  const account = signal<{ id: string } | null>({ id: 'me' });

  const settle = async (): Promise<void> => {
    TestBed.tick();
    await jest.advanceTimersByTimeAsync(0);
  };

  beforeEach(async () => {
    jest.useFakeTimers();
    socket = new MemorySocket();
    outcome = 'refreshed';
    refreshes = 0;
    endings = 0;
    account.set({ id: 'me' });
    TestBed.configureTestingModule({
      providers: [
        { provide: LIVE_SOCKET, useValue: () => Promise.resolve(socket) },
        {
          provide: SessionStore,
          useValue: {
            account,
            endedElsewhere: () => {
              endings++;
              return Promise.resolve();
            },
            refresh: () => {
              refreshes++;
              return Promise.resolve(outcome);
            },
          },
        },
      ],
    });
    TestBed.inject(LiveConnection);
    await settle();
  });

  afterEach(() => jest.useRealTimers());

  it('asks again for everything it keeps after each reconnect', () => {
    const connection = TestBed.inject(LiveConnection);
    expect(connection.state()).toBe('connecting');
    TestBed.inject(FleetStore).watch([5, 50, 9, 53]);
    const watch = TestBed.inject(VehicleWatches).watch('v1');
    expect(socket.asked).toEqual([]);

    socket.play('connect');
    expect(connection.state()).toBe('live');
    const all = [
      ['fleet:watch', { bounds: [5, 50, 9, 53] }],
      ['vehicle:watch', { vehicleId: 'v1' }],
    ];
    expect(socket.asked).toEqual(all);

    socket.play('disconnect');
    expect(connection.state()).toBe('reconnecting');
    watch.stop();
    socket.play('connect');
    expect(socket.asked).toEqual([...all, all[0]]);
  });

  it('says offline when nobody answers, and live when somebody does', () => {
    const connection = TestBed.inject(LiveConnection);
    for (let attempt = 0; attempt < 6; attempt++) socket.play('connect_error');
    expect(connection.state()).toBe('offline');
    socket.play('connect');
    expect(connection.state()).toBe('live');
  });

  /** The server lets the socket go, or does not let it in. */
  function close(event: 'disconnect' | 'connect_error', code?: string): void {
    socket.active = false;
    socket.play(event, code === undefined ? {} : { data: { code } });
  }

  it('comes back at once when the server let go of it, then more slowly', async () => {
    socket.play('connect');
    close('disconnect');
    await settle();
    expect(socket.connects).toBe(2);
    // Closed again at once: it waits before the next attempt instead of running in a circle.
    socket.play('connect');
    close('disconnect');
    await settle();
    expect(socket.connects).toBe(2);
    await jest.advanceTimersByTimeAsync(1000);
    expect(socket.connects).toBe(3);
    expect(refreshes).toBe(0);
  });

  it('renews the session when the server does not let it in', async () => {
    close('connect_error', 'AUTH.NOT_AUTHENTICATED');
    await settle();
    expect(refreshes).toBe(1);
    expect(socket.connects).toBe(2);
  });

  it('renews nothing when the server has other reasons', async () => {
    close('connect_error', 'LIVE.TOO_MANY_SOCKETS');
    await settle();
    expect(refreshes).toBe(0);
    expect(socket.connects).toBe(2);
  });

  it('asks again for what the server put off', async () => {
    socket.play('connect');
    socket.answer = { ok: false, code: 'LIVE.TOO_MANY_REQUESTS' };
    TestBed.inject(FleetStore).watch(null);
    socket.answer = { ok: true };
    await jest.advanceTimersByTimeAsync(2000);
    expect(socket.asked).toHaveLength(2);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(socket.asked).toHaveLength(2);
  });

  it('stays closed when the session has ended', async () => {
    outcome = 'ended';
    close('connect_error', 'AUTH.NOT_AUTHENTICATED');
    await settle();
    account.set(null);
    await settle();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(refreshes).toBe(1);
    expect(socket.connects).toBe(1);
  });

  it('keeps trying while the server cannot be reached for the renewal', async () => {
    outcome = 'unreachable';
    close('connect_error', 'AUTH.NOT_AUTHENTICATED');
    await settle();
    await jest.advanceTimersByTimeAsync(1000);
    expect(refreshes).toBe(2);
    outcome = 'refreshed';
    await jest.advanceTimersByTimeAsync(2000);
    expect(socket.connects).toBe(2);
  });

  it('passes on that the session was ended elsewhere', () => {
    socket.play('connect');
    socket.play('session:ended', {});
    expect(endings).toBe(1);
  });

  it('closes at logout', async () => {
    socket.play('connect');
    account.set(null);
    await settle();
    expect(socket.active).toBe(false);
    expect(TestBed.inject(LiveConnection).state()).toBe('connecting');
  });

  it('hands readings to the watch of their vehicle only', () => {
    socket.answer = { ok: true, latest: { time: '2026-11-23T10:00:00.000Z', rpm: 800 } };
    socket.play('connect');
    const watch = TestBed.inject(VehicleWatches).watch('v1');
    expect(watch.latest()?.rpm).toBe(800);
    const readings = [{ time: '2026-11-23T10:00:01.000Z', rpm: 900 }];
    socket.play('vehicle:readings', { vehicleId: 'v2', readings });
    expect(watch.readings()).toEqual([]);
    socket.play('vehicle:readings', { vehicleId: 'v1', readings });
    expect(watch.latest()?.rpm).toBe(900);
    watch.stop();
    expect(socket.asked.at(-1)).toEqual(['vehicle:unwatch', { vehicleId: 'v1' }]);
  });

  it('tells a refusal', () => {
    socket.answer = { ok: false, code: 'VEHICLE.NOT_FOUND' };
    socket.play('connect');
    expect(TestBed.inject(VehicleWatches).watch('foreign').refusal()).toBe('VEHICLE.NOT_FOUND');
  });

  it('writes the fleet from frames', () => {
    const store = TestBed.inject(FleetStore);
    store.watch(null);
    socket.play('connect');
    socket.play('fleet:snapshot', {
      at: Date.now(),
      columns: ['id', 'time'],
      rows: [['a', 1]],
      truncated: false,
    });
    socket.play('fleet:changes', { at: Date.now(), rows: [['a', 2]] });
    expect(store.vehicle('a')?.timeMs).toBe(2);
    expect(store.live()).toBe(true);
    store.unwatch();
    expect(store.live()).toBe(false);
    expect(socket.asked.at(-1)?.[0]).toBe('fleet:unwatch');
    account.set({ id: 'other' });
    TestBed.tick();
    expect(store.vehicle('a')).toBeUndefined();
  });
});
