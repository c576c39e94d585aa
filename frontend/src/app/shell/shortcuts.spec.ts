import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { Shortcuts } from './shortcuts';

@Component({ template: '' })
class Blank {}

describe('Shortcuts', () => {
  let shortcuts: Shortcuts;
  let helped: number;

  const press = (key: string, target: HTMLElement = document.body, more = {}): boolean => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, ...more });
    target.dispatchEvent(event);
    return shortcuts.press(event, () => helped++);
  };

  beforeEach(() => {
    localStorage.clear();
    document.body.innerHTML = '<main><input type="search"></main>';
    helped = 0;
    TestBed.configureTestingModule({
      providers: [provideRouter([{ path: '**', component: Blank }])],
    });
    shortcuts = TestBed.inject(Shortcuts);
  });

  afterEach(() => (document.body.innerHTML = ''));

  it('opens the list with ?', () => {
    expect(press('?')).toBe(true);
    expect(helped).toBe(1);
  });

  it('goes to the search field with /', () => {
    expect(press('/')).toBe(true);
    expect(document.activeElement?.tagName).toBe('INPUT');
  });

  it('goes to the fleet with g and then f, not with f alone', async () => {
    expect(press('f')).toBe(false);
    press('g');
    expect(press('f')).toBe(true);
    await new Promise((resolve) => setTimeout(resolve));
    expect(TestBed.inject(Router).url).toBe('/fleet');
  });

  it('rests while somebody types, and leaves the browser’s own shortcuts alone', () => {
    const field = document.querySelector('input') as HTMLInputElement;
    expect(press('?', field)).toBe(false);
    expect(press('/', document.body, { ctrlKey: true })).toBe(false);
  });

  it('can be switched off, for good', () => {
    shortcuts.enable(false);
    expect(press('?')).toBe(false);
    expect(localStorage.getItem('naif.shortcuts')).toBe('off');
  });
});
