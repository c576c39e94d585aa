import { Component } from '@angular/core';

/** The product's mark: a position pin whose inside is a gauge. Drawn for NAIF Control. */
@Component({
  selector: 'naif-logo',
  template: `<svg viewBox="0 0 32 32" aria-hidden="true">
    <path
      fill="var(--primary)"
      d="M16 1.5C9.1 1.5 3.5 7.1 3.5 14c0 8.6 9.6 15 12.5 16.5C18.9 29 28.5 22.6 28.5 14 28.5 7.1 22.9 1.5 16 1.5Z"
    />
    <path
      fill="none"
      stroke="var(--on-primary)"
      stroke-width="2.4"
      stroke-linecap="round"
      d="M9.6 17.7A7.4 7.4 0 1 1 22.4 17.7"
    />
    <path
      fill="none"
      stroke="var(--on-primary)"
      stroke-width="2.4"
      stroke-linecap="round"
      d="m16 14.6 3.6-4"
    />
    <circle cx="16" cy="14.6" r="1.9" fill="var(--on-primary)" />
  </svg>`,
  styles: `
    :host {
      display: inline-flex;
      inline-size: var(--logo-size, 28px);
      block-size: var(--logo-size, 28px);
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
    }
  `,
})
export class Logo {}
