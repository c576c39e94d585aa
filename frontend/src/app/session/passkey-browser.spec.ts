import { DOCUMENT } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { isGivenUp, PasskeyBrowser } from './passkey-browser';

/** A page at an address, in a browser that knows passkeys or does not. */
function browserAt(address: string, knows = true): PasskeyBrowser {
  const { hostname, port, protocol } = new URL(address);
  const view = {
    location: { hostname, port, protocol },
    ...(knows && { PublicKeyCredential: {} }),
  };
  TestBed.configureTestingModule({
    providers: [{ provide: DOCUMENT, useValue: { defaultView: view, querySelectorAll: () => [] } }],
  });
  return TestBed.inject(PasskeyBrowser);
}

describe('the browser’s passkeys', () => {
  it.each([
    ['http://localhost:8080', true, 'able', null],
    ['https://naif.example', true, 'able', null],
    ['http://naif.example', false, 'unable', null],
    ['http://127.0.0.1:8080', true, 'needs-name', 'http://localhost:8080'],
    ['http://127.0.0.1', true, 'needs-name', 'http://localhost'],
    ['http://[::1]:8080', true, 'needs-name', 'http://localhost:8080'],
    ['https://192.0.2.1', true, 'needs-name', null],
    ['https://[2001:db8::1]', true, 'needs-name', null],
  ])('at %s, known: %s, are %s', (address, knows, ability, named) => {
    const browser = browserAt(address, knows);
    expect([browser.ability, browser.namedAddress]).toEqual([ability, named]);
  });

  it.each([
    [new DOMException('-', 'NotAllowedError'), true],
    [new DOMException('-', 'AbortError'), true],
    [new DOMException('-', 'SecurityError'), false],
    [new Error('-'), false],
    ['-', false],
  ])('tells giving up from a fault', (error, expected) => {
    expect(isGivenUp(error)).toBe(expected);
  });
});
