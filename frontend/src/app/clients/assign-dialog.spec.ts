import { HttpErrorResponse, provideHttpClient } from '@angular/common/http';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom, of, throwError } from 'rxjs';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { AssignDialog, type AssignDialogData } from './assign-dialog';

describe('AssignDialog', () => {
  let fixture: ComponentFixture<AssignDialog>;
  let sent: (string | null)[];
  let closed: unknown[];
  let refuse: HttpErrorResponse | null;
  const page = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const choose = (value: string): void => {
    const select = page().querySelector('select')!;
    select.value = value;
    select.dispatchEvent(new Event('input'));
    select.dispatchEvent(new Event('change'));
  };
  const submit = async (): Promise<void> => {
    page().querySelector<HTMLElement>('button[type=submit]')!.click();
    await new Promise((resolve) => setTimeout(resolve));
    await fixture.whenStable();
  };

  beforeEach(async () => {
    localStorage.clear();
    sent = [];
    closed = [];
    refuse = null;
    const data: AssignDialogData = {
      names: ['Ada', 'Bob', 'Cid', 'Dan', 'Eve', 'Fay', 'Gus'],
      people: [{ id: 'p1', name: 'Hugo Petit' }],
      draftKey: 'assign',
      send: (toAccountId) => {
        sent.push(toAccountId);
        const answer = refuse === null ? of(6) : throwError(() => refuse);
        return firstValueFrom(answer);
      },
    };
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideWholeGlossary(),
        { provide: MAT_DIALOG_DATA, useValue: data },
        { provide: MatDialogRef, useValue: { close: (value: unknown) => closed.push(value) } },
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    fixture = TestBed.createComponent(AssignDialog);
    await fixture.whenStable();
  });

  it('says whom it is about, and gives them to nobody unasked', async () => {
    expect(page().querySelector('h2')?.textContent).toContain('Assign clients: 7');
    expect(page().querySelector('.lead')?.textContent).toBe(
      'Ada, Bob, Cid, Dan, Eve and others: 2',
    );
    await submit();
    expect(sent).toEqual([]);
    expect(page().querySelector('.field-error')).not.toBeNull();
  });

  it.each([
    ['p1', 'p1'],
    ['none', null],
  ])('sends %s as %s, and closes with how many changed hands', async (value, toAccountId) => {
    choose(value);
    await submit();
    expect(sent).toEqual([toAccountId]);
    expect(closed).toEqual([6]);
  });

  it('stays, and says why, when one of them is not there any more', async () => {
    refuse = new HttpErrorResponse({
      status: 400,
      error: {
        code: 'PORTFOLIO.CLIENT_UNKNOWN',
        errors: [{ pointer: '/clientIds', code: 'PORTFOLIO.CLIENT_UNKNOWN' }],
      },
    });
    choose('p1');
    await submit();
    expect(closed).toEqual([]);
    expect(page().textContent).toContain('One of these clients is not there any more');
  });
});
