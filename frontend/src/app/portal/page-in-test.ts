import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import type { Type } from '@angular/core';
import { type ComponentFixture, DeferBlockBehavior, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Language } from '../i18n/language';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { LIVE_SOCKET } from '../live/live-socket';
import { SessionStore } from '../session/session-store';

/** What the server answers by path, search included where it matters; a number is a refusal. */
export type Answers = Readonly<Record<string, object | number>>;

/** A page of a client in a test: its text, and the server behind it. */
export class PageInTest<T> {
  private constructor(
    private readonly fixture: ComponentFixture<T>,
    private readonly http: HttpTestingController,
  ) {}

  /** Opens the page for a client who is logged in. */
  static async open<T>(
    page: Type<T>,
    answers: Answers,
    language: Language = 'en',
  ): Promise<PageInTest<T>> {
    localStorage.clear();
    TestBed.configureTestingModule({
      // The map draws on canvas, which jsdom has not: the browser tests look at it.
      deferBlockBehavior: DeferBlockBehavior.Manual,
      providers: [
        provideRouter([]),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
        { provide: LIVE_SOCKET, useValue: () => new Promise(() => undefined) },
      ],
    });
    await TestBed.inject(LanguageStore).choose(language);
    const http = TestBed.inject(HttpTestingController);
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: {
        id: 'a',
        email: 'e',
        displayName: 'Amélie Lefèvre',
        role: 'client',
        language,
        clientId: 'c1',
      },
      permissions: ['read:own-data'],
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await login;
    const opened = new PageInTest(TestBed.createComponent(page), http);
    await opened.answer(answers);
    return opened;
  }

  get element(): HTMLElement {
    return this.fixture.nativeElement as HTMLElement;
  }

  /** What a reader reads, blanks made one. */
  text(selector?: string): string {
    const part = selector === undefined ? this.element : this.element.querySelector(selector);
    return (part?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
  }

  /** Lets the page ask, and answers; what has no answer stays open. */
  async answer(answers: Answers): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      this.fixture.detectChanges();
      for (const [path, answer] of Object.entries(answers)) {
        for (const request of this.http.match((each) => each.urlWithParams.startsWith(path))) {
          if (typeof answer === 'number') {
            request.flush({}, { status: answer, statusText: 'Refused' });
          } else request.flush(answer);
        }
      }
    }
    await new Promise((resolve) => setTimeout(resolve));
    this.fixture.detectChanges();
  }

  async click(selector: string): Promise<void> {
    this.element.querySelector<HTMLElement>(selector)?.click();
    await this.answer({});
  }
}
