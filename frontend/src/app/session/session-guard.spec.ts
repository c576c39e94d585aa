import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, type CanActivateFn } from '@angular/router';
import { deskGuard, mayGuard, portalGuard, safeReturnUrl, startGuard } from './session-guard';
import { SessionStore } from './session-store';

describe('who belongs where', () => {
  it.each<[string, '/home' | '/fleet', CanActivateFn, string | true]>([
    ['a client begins in their own corner', '/home', startGuard, '/home'],
    ['an employee begins at the desk', '/fleet', startGuard, '/fleet'],
    ['a client at the desk goes home', '/home', deskGuard, '/home'],
    ['an employee stays at the desk', '/fleet', deskGuard, true],
    ["an employee in a client's corner goes to the desk", '/fleet', portalGuard, '/fleet'],
    ['a client stays in their corner', '/home', portalGuard, true],
    ['who may import does', '/fleet', mayGuard('import:records'), true],
    ['who may not invite goes to the desk', '/fleet', mayGuard('manage:accounts'), '/fleet'],
    ['a client enters nobody', '/home', mayGuard('create:clients'), '/home'],
  ])('%s', (_, home, guard, outcome) => {
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        {
          provide: SessionStore,
          useValue: { home: () => home, can: (needs: string) => needs === 'import:records' },
        },
      ],
    });
    const answer = TestBed.runInInjectionContext(() =>
      guard(undefined as never, undefined as never),
    );
    const url = answer === true ? true : TestBed.inject(Router).serializeUrl(answer as never);
    expect(url).toBe(outcome);
  });
});

describe('safeReturnUrl', () => {
  it.each(['/fleet', '/vehicle/v1?tab=obd2', '/fleet?q=a//b'])('goes back to %s', (url) => {
    expect(safeReturnUrl(url)).toBe(url);
  });

  it.each([
    null,
    '',
    'fleet',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/login?returnUrl=/login',
    'javascript:alert(1)',
  ])('does not go to %s', (url) => {
    expect(safeReturnUrl(url)).toBe('/');
  });
});
