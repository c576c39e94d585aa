import { Service, signal } from '@angular/core';
import { isUnitSystem, type UnitSystem } from './units';

/** Whom figures and times are shown to: in which units, and in which time zone. */
@Service()
export class Reader {
  private readonly shownUnits = signal<UnitSystem>('metric');
  private readonly shownZone = signal<string | undefined>(undefined);

  readonly units = this.shownUnits.asReadonly();
  /** IANA name; `undefined`: the browser's own. */
  readonly timeZone = this.shownZone.asReadonly();

  /** Takes over what a reader wants. What this browser does not know, it leaves as it is. */
  adopt(wishes: { readonly units?: string; readonly timeZone?: string }): void {
    if (isUnitSystem(wishes.units)) this.shownUnits.set(wishes.units);
    if (isTimeZone(wishes.timeZone)) this.shownZone.set(wishes.timeZone);
  }
}

/** Zones are renamed now and then: a browser may be older than the name. */
function isTimeZone(name: string | undefined): boolean {
  if (name === undefined) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
