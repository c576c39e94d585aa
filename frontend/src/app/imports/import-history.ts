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
  template: `
    <h2 id="history-title">{{ t('imports.history') }}</h2>
    @if (problem(); as why) {
      <naif-error-state [problem]="why" (retry)="retry.emit()" />
    } @else if (imports()?.length === 0) {
      <p class="quiet">{{ t('imports.none') }}</p>
    } @else {
      <div class="scroll" role="region" tabindex="0" aria-labelledby="history-title">
        <table>
          <thead>
            <tr>
              <th scope="col">{{ t('imports.file') }}</th>
              <th scope="col">{{ t('imports.when') }}</th>
              <th scope="col">{{ t('imports.lines') }}</th>
              <th scope="col">{{ t('imports.result') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (one of imports(); track one.id) {
              <tr data-testid="past">
                <td class="value">
                  <a routerLink="/imports" [queryParams]="{ kind: one.kind, id: one.id }">{{
                    one.fileName
                  }}</a>
                  <span class="quiet"> · {{ t(\`imports.kind.\${one.kind}\`) }}</span>
                </td>
                <td class="nowrap tabular">{{ format.time(one.createdAt, 'full') }}</td>
                <td class="tabular">
                  {{ one.linesTotal === undefined ? '' : format.number(one.linesTotal) }}
                </td>
                <td class="nowrap">{{ t(\`imports.state.\${one.state}\`) }}</td>
              </tr>
            } @empty {
              <tr aria-hidden="true">
                <td colspan="4"><span class="skeleton"></span></td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
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
