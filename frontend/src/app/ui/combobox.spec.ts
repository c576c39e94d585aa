import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { type Choice, Combobox } from './combobox';

@Component({
  imports: [Combobox],
  template: `<naif-combobox
    label="Find"
    [choices]="choices()"
    [text]="text()"
    (typed)="text.set($event)"
    (chosen)="chosen.push($event.id)"
  />`,
})
class Host {
  readonly text = signal('');
  readonly choices = signal<readonly Choice[]>([]);
  readonly chosen: string[] = [];
}

describe('Combobox', () => {
  let fixture: ComponentFixture<Host>;
  const input = (): HTMLInputElement =>
    (fixture.nativeElement as HTMLElement).querySelector('input')!;
  const active = (): string =>
    document
      .getElementById(input().getAttribute('aria-activedescendant') ?? '')
      ?.textContent.trim() ?? '';
  const type = async (text: string, choices: readonly Choice[]): Promise<void> => {
    input().value = text;
    input().dispatchEvent(new Event('input'));
    fixture.componentInstance.choices.set(choices);
    await fixture.whenStable();
  };
  const press = async (key: string): Promise<boolean> => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
    input().dispatchEvent(event);
    await fixture.whenStable();
    return event.defaultPrevented;
  };
  const CHOICES: readonly Choice[] = [
    { id: '1', title: 'Ada', group: 'Clients' },
    { id: '2', title: 'AB-123-CD', group: 'Vehicles' },
    { id: '3', title: 'Adam', group: 'Clients' },
  ];

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideWholeGlossary()] });
    await TestBed.inject(LanguageStore).choose('en');
    fixture = TestBed.createComponent(Host);
    document.body.append(fixture.nativeElement as HTMLElement);
    await fixture.whenStable();
  });

  afterEach(() => (fixture.nativeElement as HTMLElement).remove());

  it('is closed while nothing is typed, and says so', () => {
    expect(input().getAttribute('aria-expanded')).toBe('false');
    expect(input().hasAttribute('aria-controls')).toBe(false);
  });

  it('opens with what was found, in groups, and counts it aloud', async () => {
    await type('ad', CHOICES);
    expect(input().getAttribute('aria-expanded')).toBe('true');
    const list = document.getElementById(input().getAttribute('aria-controls')!)!;
    const groups = [...list.querySelectorAll('[role=group]')];
    expect(groups.map((group) => group.getAttribute('aria-label'))).toEqual([
      'Clients',
      'Vehicles',
    ]);
    expect(document.querySelector('[role=status]')?.textContent).toContain('3');
    expect(active()).toBe('Ada');
  });

  it('goes round with the arrows, chooses with Enter, and closes', async () => {
    await type('ad', CHOICES);
    await press('ArrowUp');
    expect(active()).toBe('Adam');
    await press('ArrowDown');
    await press('ArrowDown');
    expect(await press('Enter')).toBe(true);
    expect(fixture.componentInstance.chosen).toEqual(['2']);
    expect(input().getAttribute('aria-expanded')).toBe('false');
  });

  it('closes with Esc and leaves the next Esc to others', async () => {
    await type('ad', CHOICES);
    expect(await press('Escape')).toBe(true);
    expect(input().getAttribute('aria-expanded')).toBe('false');
    expect(await press('Escape')).toBe(false);
  });

  it('says when nothing was found', async () => {
    await type('zz', []);
    expect(document.querySelector('.panel')?.textContent).toContain('No results');
    expect(await press('Enter')).toBe(true);
    expect(fixture.componentInstance.chosen).toEqual([]);
  });
});
