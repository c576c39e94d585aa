import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from './icon';

/** A page that is one form: the way back, its title, where one is on a way of several forms, and the form. */
@Component({
  selector: 'naif-form-page',
  imports: [RouterLink, Icon],
  template: `
    <header>
      <a
        class="icon-button"
        [routerLink]="back()"
        [attr.aria-label]="backWord()"
        [title]="backWord()"
      >
        <naif-icon name="arrow_back" />
      </a>
      <h1>{{ title() }}</h1>
    </header>
    @if (steps().length > 0) {
      <ol>
        @for (step of steps(); track step; let index = $index) {
          <li [class.done]="index < at()" [attr.aria-current]="index === at() ? 'step' : null">
            <span class="dot" aria-hidden="true">
              @if (index < at()) {
                <naif-icon name="check" />
              } @else {
                {{ index + 1 }}
              }
            </span>
            {{ step }}
          </li>
        }
      </ol>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(0, 640px);
      gap: 20px;
      justify-content: center;
      padding: 20px 24px 0;
    }
    header {
      display: flex;
      gap: 4px;
      align-items: center;
      margin-inline-start: -10px;
    }
    h1 {
      font-size: 20px;
      font-weight: 650;
    }
    ol {
      display: flex;
      gap: 8px 24px;
      flex-wrap: wrap;
      margin: 0;
      padding: 0;
      list-style: none;
      color: var(--quiet);
      font-weight: 550;
    }
    li {
      display: flex;
      gap: 8px;
      align-items: center;
    }
    li[aria-current] {
      color: var(--text);
    }
    .dot {
      display: grid;
      place-items: center;
      inline-size: 24px;
      block-size: 24px;
      border: 1px solid var(--line-strong);
      border-radius: 50%;
      font-size: 13px;
    }
    .dot naif-icon {
      --icon-size: 16px;
    }
    [aria-current] .dot {
      border-color: transparent;
      background: var(--primary);
      color: var(--on-primary);
    }
    .done .dot {
      border-color: var(--moving);
      color: var(--moving);
    }
    @media (width < 700px) {
      :host {
        padding: 12px 16px 0;
      }
    }
  `,
})
export class FormPage {
  readonly title = input.required<string>();
  /** Where the arrow leads. */
  readonly back = input.required<string>();
  readonly backWord = input.required<string>();
  /** Names of the forms on the way; none: the form stands alone. */
  readonly steps = input<readonly string[]>([]);
  /** Which of them this is, from 0. */
  readonly at = input(0);
}
