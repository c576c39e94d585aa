import { TestBed } from '@angular/core/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { Format } from './format';
import { Reader } from './reader';

const NOON = '2026-07-01T12:00:00Z';

describe('Format', () => {
  let format: Format;

  beforeEach(async () => {
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [provideWholeGlossary()] });
    await TestBed.inject(LanguageStore).choose('en');
    format = TestBed.inject(Format);
  });

  it('shows figures in the units of the reader', () => {
    expect(format.quantity(100, 'km/h')).toBe('100\u202fkm/h');
    expect(format.parts(100, 'km/h')).toEqual({ number: '100', unit: 'km/h' });
    TestBed.inject(Reader).adopt({ units: 'imperial' });
    expect(format.quantity(100, 'km/h')).toBe('62\u202fmph');
    expect(format.quantity(undefined, 'km')).toBe('—');
    expect(format.parts(100, 'km/h')).toEqual({ number: '62', unit: 'mph' });
    expect(format.converted(10, 'km')).toBeCloseTo(6.21, 2);
  });

  it('shows times in the zone of the reader', () => {
    const reader = TestBed.inject(Reader);
    reader.adopt({ timeZone: 'Indian/Reunion' });
    expect(format.time(NOON)).toBe('16:00');
    reader.adopt({ timeZone: 'Europe/Paris' });
    expect(format.time(NOON)).toBe('14:00');
  });

  it('keeps what it has where a wish makes no sense', () => {
    const reader = TestBed.inject(Reader);
    reader.adopt({ units: 'imperial', timeZone: 'Europe/Paris' });
    reader.adopt({ units: 'nautical', timeZone: 'Europe/Atlantis' });
    reader.adopt({});
    expect([reader.units(), reader.timeZone()]).toEqual(['imperial', 'Europe/Paris']);
  });
});
