import { provideHttpClient } from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { Component, type Type } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { LanguageStore } from '../i18n/language-store';
import { provideWholeGlossary } from '../i18n/provide-whole-glossary';
import { SessionStore } from '../session/session-store';

@Component({ template: '' })
class Blank {}

/** A page of the administration in a test: somebody is logged in, and the test answers for the server. */
export class PageHarness {
  private constructor(
    private readonly router: RouterTestingHarness,
    readonly http: HttpTestingController,
  ) {}

  /** Opens `url`, at whose `path` (in the way of routes) the page lies, as an account of id `me`. */
  static async open(
    page: Type<unknown>,
    path: string,
    url: string,
    permissions: readonly string[],
  ): Promise<PageHarness> {
    localStorage.clear();
    sessionStorage.clear();
    TestBed.configureTestingModule({
      providers: [
        provideRouter(
          [
            { path, component: page },
            { path: '**', component: Blank },
          ],
          withComponentInputBinding(),
        ),
        provideHttpClient(),
        provideHttpClientTesting(),
        provideWholeGlossary(),
      ],
    });
    await TestBed.inject(LanguageStore).choose('en');
    const http = TestBed.inject(HttpTestingController);
    const login = TestBed.inject(SessionStore).login('e', 'p');
    http.expectOne('/api/auth/login').flush({
      account: { id: 'me', email: 'e', displayName: 'E', role: 'admin', language: 'en' },
      permissions,
      expiresAt: new Date(Date.now() + 900_000).toISOString(),
    });
    await login;
    const router = await RouterTestingHarness.create();
    void router.navigateByUrl(url);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const harness = new PageHarness(router, http);
    await harness.settle();
    return harness;
  }

  get page(): HTMLElement {
    return this.router.routeNativeElement as HTMLElement;
  }

  /** What the page says, in one line. */
  get text(): string {
    return this.page.textContent.replace(/\s+/g, ' ');
  }

  /** The dialog that is open. */
  get dialog(): HTMLElement {
    return there(document.querySelector<HTMLElement>('mat-dialog-container'));
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await new Promise((resolve) => setTimeout(resolve));
      this.router.detectChanges();
    }
  }

  /** The request that is open: `GET /api/accounts`. */
  asked(route: string): TestRequest {
    const [method, path] = route.split(' ');
    return this.http.expectOne((each) => each.method === method && each.url === path);
  }

  /** Answers the request that is open. */
  async answer(route: string, body: object | null): Promise<TestRequest> {
    const request = this.asked(route);
    request.flush(body);
    await this.settle();
    return request;
  }

  /** Refuses the request that is open. */
  async refuse(route: string, status: number, problem: object): Promise<void> {
    this.asked(route).flush(problem, { status, statusText: 'Refused' });
    await this.settle();
  }

  /** Clicks what the selector names. */
  async click(selector: string, within: HTMLElement = this.page): Promise<void> {
    there(within.querySelector<HTMLElement>(selector)).click();
    await this.settle();
  }

  /** Types the name that a dialog asks for, and confirms. */
  async confirmByName(name: string): Promise<void> {
    const input = there(this.dialog.querySelector('input'));
    input.value = name;
    input.dispatchEvent(new Event('input'));
    await this.submit(this.dialog);
  }

  /** Sends the form. */
  async submit(within: HTMLElement = this.page): Promise<void> {
    there(within.querySelector('form')).dispatchEvent(new Event('submit', { cancelable: true }));
    await this.settle();
  }

  /** The control of the field with this label. */
  control(label: string): HTMLInputElement {
    const field = [...this.page.querySelectorAll('naif-field')].find((each) =>
      each.querySelector('label')?.textContent.trim().startsWith(label),
    );
    return there(there(field).querySelector<HTMLInputElement>('.control'));
  }

  /** Fills in the field with this label. */
  async enter(label: string, text: string): Promise<void> {
    const control = this.control(label);
    control.value = text;
    control.dispatchEvent(new Event('input'));
    control.dispatchEvent(new Event('change'));
    await this.settle();
  }
}

function there<T>(found: T | null | undefined): T {
  if (found === null || found === undefined) throw new Error('The page has no such element');
  return found;
}
