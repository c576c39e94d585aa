import { HttpErrorResponse, provideHttpClient } from '@angular/common/http';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom, Subject } from 'rxjs';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import {
  type RenewableContract,
  type RenewalOutcome,
  RenewalsDialog,
  type RenewalsDialogData,
} from './renewals-dialog';

const CONTRACTS: readonly RenewableContract[] = [
  { id: 'a', number: 'NC-1', version: 1 },
  { id: 'b', number: 'NC-2', version: 4 },
  { id: 'c', number: 'NC-3', version: 2 },
];

describe('RenewalsDialog', () => {
  let fixture: ComponentFixture<RenewalsDialog>;
  /** What was sent, each with its answer to come. */
  let sent: {
    contracts: readonly RenewableContract[];
    answer: Subject<readonly RenewalOutcome[]>;
  }[];
  let closed: unknown[];
  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const renew = (): HTMLElement => page().querySelector('[data-testid=renew]')!;
  const items = (): string[] =>
    [...page().querySelectorAll('li')].map(({ textContent }) => textContent.trim());
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };

  beforeEach(async () => {
    sent = [];
    closed = [];
    const run: RenewalsDialogData['run'] = (contracts) => {
      const answer = new Subject<readonly RenewalOutcome[]>();
      sent.push({ contracts, answer });
      return firstValueFrom(answer);
    };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideWholeGlossary(),
        { provide: MAT_DIALOG_DATA, useValue: { contracts: CONTRACTS, run } },
        { provide: MatDialogRef, useValue: { close: (value: unknown) => closed.push(value) } },
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    fixture = TestBed.createComponent(RenewalsDialog);
    await settle();
  });

  it('names what it would renew, and renews nothing unasked', () => {
    expect(items()).toEqual(['NC-1', 'NC-2', 'NC-3']);
    expect(sent).toEqual([]);
  });

  it('sends them once, however often the button is pressed', async () => {
    renew().click();
    renew().click();
    await settle();
    expect(sent.map(({ contracts }) => contracts)).toEqual([CONTRACTS]);
    expect(renew().getAttribute('aria-disabled')).toBe('true');
  });

  it('says how many were renewed, and of each of the others why not', async () => {
    renew().click();
    sent[0]!.answer.next([
      { id: 'a' },
      { id: 'b', code: 'CONTRACT.NOT_DUE' },
      { id: 'c', code: 'SOMETHING.NEW' },
    ]);
    await settle();
    expect(page().querySelector('[data-testid=renewed]')?.textContent).toContain(
      'Contracts renewed: 1 of 3',
    );
    expect(items()).toEqual([
      'NC-2: does not end within 60 days',
      'NC-3: cannot be renewed like this',
    ]);
    expect(renew()).toBeNull();
    page().querySelector<HTMLElement>('button')!.click();
    expect(closed).toEqual([true]);
  });

  it('says when the server did not answer, and tries again', async () => {
    renew().click();
    sent[0]!.answer.error(new HttpErrorResponse({ status: 0 }));
    await settle();
    expect(page().querySelector('naif-error-state')).not.toBeNull();
    expect(page().querySelector('[data-testid=renewed]')).toBeNull();
    page().querySelector<HTMLElement>('naif-error-state button')!.click();
    await settle();
    expect(sent).toHaveLength(2);
    expect(page().querySelector('naif-error-state')).toBeNull();
  });
});
