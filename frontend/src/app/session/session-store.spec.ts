import { jest } from '@jest/globals';
import {
  HttpClient,
  type HttpErrorResponse,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { SessionDto } from '../api/models/session-dto';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { sessionInterceptor } from './session-interceptor';
import { SessionStore } from './session-store';

@Component({ template: '' })
class Blank {}

const REFRESH = '/api/auth/refresh';
const unauthorized = { status: 401, statusText: 'Unauthorized' };

function session(expiresInMs = 900_000, language: 'fr' | 'en' = 'fr'): SessionDto {
  return {
    account: {
      id: 'a1',
      email: 'e@naif.example',
      displayName: 'Hugo Petit',
      role: 'employee',
      language,
      theme: 'system',
      units: 'metric',
      timeZone: 'Europe/Paris',
    },
    permissions: ['read:vehicles'],
    expiresAt: new Date(Date.now() + expiresInMs).toISOString(),
  };
}

describe('the session', () => {
  let store: SessionStore;
  let http: HttpTestingController;
  let client: HttpClient;

  const settle = (): Promise<void> => jest.advanceTimersByTimeAsync(0);

  const signIn = async (expiresInMs?: number): Promise<void> => {
    const login = store.login('e@naif.example', 'secret');
    http.expectOne('/api/auth/login').flush(session(expiresInMs));
    await settle();
    await login;
    // The moment of the last renewal must lie before what the tests do next.
    await jest.advanceTimersByTimeAsync(5);
  };

  beforeEach(async () => {
    jest.useFakeTimers();
    localStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter([
          { path: 'login', component: Blank },
          { path: '**', component: Blank },
        ]),
        provideHttpClient(withInterceptors([sessionInterceptor])),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    store = TestBed.inject(SessionStore);
    http = TestBed.inject(HttpTestingController);
    client = TestBed.inject(HttpClient);
    void TestBed.inject(Router).navigateByUrl('/vehicle/v1?tab=obd2');
    await settle();
  });

  afterEach(() => {
    http.verify();
    jest.useRealTimers();
  });

  it('does not renew for a first visitor', async () => {
    const restored = store.restore();
    http.expectOne('/api/auth/me').flush(null, unauthorized);
    await settle();
    expect(await restored).toBe(false);
  });

  it('renews for a visitor who comes back, once', async () => {
    localStorage.setItem('naif.signed-in', '1');
    const restored = store.restore();
    http.expectOne('/api/auth/me').flush(null, unauthorized);
    await settle();
    http.expectOne(REFRESH).flush(session());
    await settle();
    expect(await restored).toBe(true);
    expect(store.account()?.displayName).toBe('Hugo Petit');
    expect(await store.restore()).toBe(true);
  });

  it('tells apart that nobody answers from that nobody is signed in', async () => {
    const restored = store.restore();
    http.expectOne('/api/auth/me').error(new ProgressEvent('error'));
    await expect(restored).rejects.toMatchObject({ status: 0 });
    expect(store.signedIn()).toBe(false);
  });

  it('renews a minute before the access runs out', async () => {
    await signIn(900_000);
    await jest.advanceTimersByTimeAsync(839_000);
    http.expectNone(REFRESH);
    await jest.advanceTimersByTimeAsync(1000);
    http.expectOne(REFRESH).flush(session());
    await settle();
    expect(store.signedIn()).toBe(true);
  });

  it('does not renew without pause when the clock is wrong', async () => {
    await signIn(-3_600_000);
    http.expectNone(REFRESH);
    await jest.advanceTimersByTimeAsync(30_000);
    http.expectOne(REFRESH).flush(session(-3_600_000));
    await settle();
    http.expectNone(REFRESH);
  });

  it('mends several refused requests with one renewal', async () => {
    await signIn();
    const answers: unknown[] = [];
    client.get('/api/vehicles/1').subscribe((body) => answers.push(body));
    client.get('/api/vehicles/2').subscribe((body) => answers.push(body));
    http.expectOne('/api/vehicles/1').flush(null, unauthorized);
    http.expectOne('/api/vehicles/2').flush(null, unauthorized);
    await settle();
    http.expectOne(REFRESH).flush(session());
    await settle();
    http.expectOne('/api/vehicles/1').flush('one');
    http.expectOne('/api/vehicles/2').flush('two');
    expect(answers).toEqual(['one', 'two']);
  });

  it('takes the renewal of another tab for its own', async () => {
    await signIn();
    let answer: unknown;
    client.get('/api/vehicles').subscribe((body) => (answer = body));
    await jest.advanceTimersByTimeAsync(5);
    localStorage.setItem('naif.refreshed-at', String(Date.now()));
    http.expectOne('/api/vehicles').flush(null, unauthorized);
    await settle();
    http.expectOne('/api/vehicles').flush('there');
    expect(answer).toBe('there');
  });

  it('gives a request back its refusal when it is refused again', async () => {
    await signIn();
    let status = 0;
    client
      .get('/api/vehicles')
      .subscribe({ error: (error: HttpErrorResponse) => (status = error.status) });
    http.expectOne('/api/vehicles').flush(null, unauthorized);
    await settle();
    http.expectOne(REFRESH).flush(session());
    await settle();
    http.expectOne('/api/vehicles').flush(null, unauthorized);
    expect(status).toBe(401);
  });

  it('leads to the login page, with the way back, when the session is over', async () => {
    await signIn();
    let status = 0;
    client
      .get('/api/vehicles')
      .subscribe({ error: (error: HttpErrorResponse) => (status = error.status) });
    http.expectOne('/api/vehicles').flush(null, unauthorized);
    await settle();
    http.expectOne(REFRESH).flush({ code: 'AUTH.SESSION_ENDED' }, unauthorized);
    await settle();
    expect(status).toBe(401);
    expect(store.signedIn()).toBe(false);
    const tree = TestBed.inject(Router).parseUrl(TestBed.inject(Router).url);
    expect(tree.queryParams).toEqual({ reason: 'expired', returnUrl: '/vehicle/v1?tab=obd2' });
  });

  it('leads to the login page at once when the server says that it ended the session', async () => {
    await signIn();
    client.get('/api/vehicles').subscribe({ error: () => undefined });
    http.expectOne('/api/vehicles').flush(null, unauthorized);
    await settle();
    void store.endedElsewhere();
    await settle();
    // The refusal that comes later does not change what people read.
    http.expectOne(REFRESH).flush({ code: 'AUTH.SESSION_ENDED' }, unauthorized);
    await settle();
    expect(store.signedIn()).toBe(false);
    const tree = TestBed.inject(Router).parseUrl(TestBed.inject(Router).url);
    expect(tree.queryParams).toEqual({ reason: 'revoked', returnUrl: '/vehicle/v1?tab=obd2' });
  });

  it('keeps the session when the renewal cannot reach the server', async () => {
    await signIn();
    client.get('/api/vehicles').subscribe({ error: () => undefined });
    http.expectOne('/api/vehicles').flush(null, unauthorized);
    await settle();
    http.expectOne(REFRESH).error(new ProgressEvent('error'));
    await settle();
    expect(store.signedIn()).toBe(true);
    expect(TestBed.inject(Router).url).toBe('/vehicle/v1?tab=obd2');
  });

  it.each([
    [['email'], true],
    [['email', 'recovery'], false],
    [['totp'], false],
  ])(
    'knows after a login by %j whether a second factor is to be set up: %s',
    async (ways, lacks) => {
      const login = store.login('e@naif.example', 'secret');
      const secondFactor = { methods: ways, expiresAt: '2026-01-01T00:00:00Z' };
      http.expectOne('/api/auth/login').flush({ secondFactor });
      await settle();
      await login;
      const passed = store.passSecondFactor('email', '123456', false);
      http.expectOne('/api/auth/second-factor').flush(session());
      await settle();
      await passed;
      expect(store.lacksSecondFactor()).toBe(lacks);
      store.secondFactorSettled();
      expect(store.lacksSecondFactor()).toBe(false);
    },
  );

  it('signs out even when the server does not answer, and says nothing of expiry', async () => {
    await signIn();
    const out = store.logout();
    http.expectOne('/api/auth/logout').error(new ProgressEvent('error'));
    await settle();
    await out;
    expect(store.signedIn()).toBe(false);
    expect(store.wasSignedIn()).toBe(false);
    expect(TestBed.inject(Router).url).toBe('/login');
  });
});
