import { Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ImportDto } from '../api/models/import-dto';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { ErrorState } from '../ui/error-state';
import type { Problem } from '../ui/problem';

/** The latest imports of whoever looks, and how they ended. */
@Component({
  selector: 'naif-import-history',
  imports: [ErrorState, RouterLink],
  templateUrl: './import-history.html',
  styleUrl: './_import-table.scss',
  styles: `
    .skeleton {
      display: block;
      block-size: 16px;
    }
  `,
})
export class ImportHistory {
  protected readonly format = inject(Format);
  protected readonly t = injectWords();

  /** The newest first; `undefined` while they load. */
  readonly imports = input.required<readonly ImportDto[] | undefined>();
  readonly problem = input.required<Problem | null>();
  /** The reader wants them to be loaded again. */
  readonly retry = output();
}
