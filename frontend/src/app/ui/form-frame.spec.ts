import { HttpErrorResponse, provideHttpClient } from '@angular/common/http';
import { Component } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { FormField } from '@angular/forms/signals';
import { MatDialog } from '@angular/material/dialog';
import { provideRouter } from '@angular/router';
import { jest } from '@jest/globals';
import { of } from 'rxjs';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { Control, Field } from './field';
import { FormFrame } from './form-frame';
import { FormSession } from './form-session';
import { emailAddress, needed } from './rules';

interface Model {
  readonly name: string;
  readonly contact: { readonly email: string };
}

/** What was sent, each with its answer to come. */
const sent: {
  model: Model;
  attempt: string;
  resolve: () => void;
  reject: (error: unknown) => void;
}[] = [];
const saved: string[] = [];
let theirs: Model = { name: 'Theirs', contact: { email: 'a@b.fr' } };
let left = 0;

@Component({
  imports: [Control, Field, FormField, FormFrame],
  template: `<naif-form-frame
    action="Save it"
    nextAction="Save and on"
    [session]="editor"
    (left)="leave()"
  >
    <naif-field label="Name" [of]="editor.form.name">
      <input naifControl [formField]="editor.form.name" />
    </naif-field>
    <naif-field label="E-mail" help="One each" [of]="editor.form.contact.email">
      <input naifControl [formField]="editor.form.contact.email" />
    </naif-field>
  </naif-form-frame>`,
})
class Host {
  readonly editor = new FormSession<Model, string>({
    initial: { name: '', contact: { email: '' } },
    schema: (path) => {
      needed(path.name);
      needed(path.contact.email);
      emailAddress(path.contact.email);
    },
    draftKey: () => 'host',
    save: (model, attempt) =>
      new Promise<string>((resolve, reject) => {
        sent.push({ model, attempt, resolve: () => resolve('id'), reject });
      }),
    saved: (id, wish) => saved.push(`${id} ${wish}`),
    readAgain: () => Promise.resolve(theirs),
  });
  leave(): void {
    left++;
  }
}

function refusal(status: number, code: string, errors: unknown[] = []): HttpErrorResponse {
  return new HttpErrorResponse({ status, error: { code, errors, requestId: 'r-7' } });
}

describe('FormFrame', () => {
  let fixture: ComponentFixture<Host>;

  const root = (): HTMLElement => fixture.nativeElement as HTMLElement;
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  };
  const inputs = (): HTMLInputElement[] => [...root().querySelectorAll('input')];
  const enter = (...texts: readonly string[]): void => {
    texts.forEach((text, index) => {
      const input = inputs()[index]!;
      input.value = text;
      input.dispatchEvent(new Event('input'));
    });
  };
  const press = async (key: string, more: KeyboardEventInit = {}): Promise<void> => {
    const options = { key, bubbles: true, cancelable: true, ...more };
    inputs()[0]!.dispatchEvent(new KeyboardEvent('keydown', options));
    await settle();
  };
  const open = async (): Promise<void> => {
    fixture = TestBed.createComponent(Host);
    await settle();
  };

  beforeEach(async () => {
    localStorage.clear();
    sessionStorage.clear();
    sent.length = 0;
    saved.length = 0;
    left = 0;
    theirs = { name: 'Theirs', contact: { email: 'a@b.fr' } };
    TestBed.configureTestingModule({
      providers: [provideRouter([]), provideHttpClient(), provideWholeGlossary()],
    });
    await TestBed.inject(LanguageStore).choose('en');
    await open();
  });

  it('begins in its first field and blames nobody yet', () => {
    expect(document.activeElement?.id ?? '').toBe(inputs()[0]!.id);
    expect(root().querySelector('.field-error')).toBeNull();
  });

  it('sends nothing that is wrong: counts the faults, says each beside its field, goes to the first', async () => {
    enter('', 'no address');
    await press('Enter', { ctrlKey: true });
    expect(sent).toEqual([]);
    expect(root().querySelector('[data-testid=faults]')?.textContent).toContain('2 things');
    const [name, email] = inputs();
    expect(name!.getAttribute('aria-invalid')).toBe('true');
    const described = email!.getAttribute('aria-describedby')!.split(' ');
    const texts = described.map((id) => document.getElementById(id)?.textContent);
    expect(texts).toEqual([expect.stringContaining('not complete'), 'One each']);
    expect(document.activeElement).toBe(name);
    root().querySelectorAll<HTMLElement>('.way')[1]!.click();
    expect(document.activeElement).toBe(email);
  });

  it('puts what the server refuses beside its field, until that changes', async () => {
    enter('Ada', 'a@b.fr');
    await press('Enter', { ctrlKey: true });
    sent[0]!.reject(
      refusal(409, 'CLIENT.EMAIL_TAKEN', [
        { pointer: '/contact/email', code: 'CLIENT.EMAIL_TAKEN' },
        { pointer: '/nowhere', code: 'unknownField' },
      ]),
    );
    await settle();
    const faults = root().querySelector('[data-testid=faults]');
    expect(faults?.textContent).toContain('2 things');
    expect(faults?.textContent).toContain('not expected here');
    expect(inputs()[1]!.getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(inputs()[1]);
    enter('Ada', 'c@d.fr');
    await settle();
    expect(inputs()[1]!.getAttribute('aria-invalid')).toBe('false');
  });

  it('sends once, however often one asks, and again with the same mark after a lost answer', async () => {
    enter('Ada', 'a@b.fr');
    await press('Enter', { ctrlKey: true });
    await press('Enter', { ctrlKey: true });
    root().querySelector<HTMLElement>('button[type=submit]')!.click();
    expect(sent).toHaveLength(1);
    sent[0]!.reject(new HttpErrorResponse({ status: 0 }));
    await settle();
    expect(root().querySelector('[data-testid=refusal]')?.textContent).toContain(
      'nothing is saved',
    );
    await press('Enter', { ctrlKey: true });
    expect(sent[1]!.attempt).toBe(sent[0]!.attempt);
    sent[1]!.reject(new HttpErrorResponse({ status: 0 }));
    await settle();
    enter('Eve', 'a@b.fr');
    await press('Enter', { ctrlKey: true });
    expect(sent[2]!.attempt).not.toBe(sent[0]!.attempt);
  });

  it('saves with Ctrl Enter, goes on with Ctrl Shift Enter, leaves with Esc', async () => {
    enter('Ada', 'a@b.fr');
    await press('Enter', { ctrlKey: true, shiftKey: true });
    sent[0]!.resolve();
    await settle();
    expect(saved).toEqual(['id next']);
    await press('Escape');
    expect(left).toBe(1);
  });

  it('keeps a draft, offers it the next time, and forgets it once saved', async () => {
    enter('Ada', 'a@b.fr');
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 500));
    fixture.destroy();
    await open();
    expect(inputs()[0]!.value).toBe('');
    const offer = root().querySelector<HTMLElement>('.draft')!;
    expect(offer.textContent).toContain('was not saved');
    offer.querySelector('button')!.click();
    await settle();
    expect(inputs().map(({ value }) => value)).toEqual(['Ada', 'a@b.fr']);
    await press('Enter', { ctrlKey: true });
    sent[0]!.resolve();
    await settle();
    fixture.destroy();
    await open();
    expect(root().querySelector('.draft')).toBeNull();
  });

  it('asks before work is lost, but not when there is none, nor on the way to the login', async () => {
    const dialogs = TestBed.inject(MatDialog);
    const asked = jest.spyOn(dialogs, 'open').mockReturnValue({
      afterClosed: () => of('stay'),
    } as never);
    const { editor } = fixture.componentInstance;
    expect(await editor.mayLeave('/clients')).toBe(true);
    enter('Ada');
    await settle();
    expect(await editor.mayLeave('/login?reason=expired')).toBe(true);
    expect(asked).not.toHaveBeenCalled();
    expect(await editor.mayLeave('/clients')).toBe(false);
    const unload = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(unload);
    expect(unload.defaultPrevented).toBe(true);
  });

  it('shows in which fields two people’s work differs, and saves again on the newer version', async () => {
    const asked = jest.spyOn(TestBed.inject(MatDialog), 'open').mockReturnValue({
      afterClosed: () => of('mine'),
    } as never);
    enter('Mine', 'a@b.fr');
    await press('Enter', { ctrlKey: true });
    const fault = { pointer: '/version', code: 'RECORD.CHANGED_MEANWHILE' };
    sent[0]!.reject(refusal(409, 'RECORD.CHANGED_MEANWHILE', [fault]));
    await settle();
    expect(asked.mock.calls[0]?.[1]?.data).toEqual({
      rows: [{ label: 'Name', mine: 'Mine', theirs: 'Theirs' }],
    });
    expect(sent[1]?.model.name).toBe('Mine');
  });
});
