import { Component, computed, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { type Portfolio, PortfolioStore } from '../../directory/portfolio-store';
import { Format } from '../../format/format';
import { injectWords } from '../../i18n/words';
import { SessionStore } from '../../session/session-store';
import { ErrorState } from '../../ui/error-state';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toasts';
import { HandoverDialog, type HandoverDialogData } from './handover-dialog';
import { type Handover, HandoverStore } from './handover-store';
import { ReassignDialog, type ReassignDialogData } from './reassign-dialog';

/** Who looks after how many clients, what they see, and who stands in for whom. */
@Component({
  selector: 'naif-portfolios-page',
  imports: [ErrorState, Icon, RouterLink],
  providers: [HandoverStore],
  templateUrl: './portfolios-page.html',
  styleUrl: './portfolios-page.scss',
})
export class PortfoliosPage {
  private readonly dialog = inject(MatDialog);
  private readonly session = inject(SessionStore);
  private readonly toasts = inject(Toasts);
  protected readonly portfolios = inject(PortfolioStore);
  protected readonly store = inject(HandoverStore);
  protected readonly format = inject(Format);
  protected readonly t = injectWords();
  protected readonly placeholders = [0, 1, 2, 3];

  protected readonly mayManage = computed(() => this.session.can('manage:portfolios'));
  /** Handovers as lines of the page. */
  protected readonly lines = computed(() => {
    const today = dayOf(new Date());
    return this.store.handovers()?.map((handover) => ({
      handover,
      state: stateOf(handover, today),
      period: this.t('portfolios.period', {
        from: this.format.day(handover.fromDay),
        until:
          handover.untilDay === undefined
            ? this.t('portfolios.open')
            : this.format.day(handover.untilDay),
      }),
    }));
  });

  constructor() {
    // Another administrator, or another page, may have changed it since.
    this.portfolios.reload();
  }

  protected async confine(portfolio: Portfolio, box: HTMLSelectElement): Promise<void> {
    const only = box.value === 'own';
    const { name } = portfolio;
    try {
      await this.store.confine(portfolio, only);
      this.toasts.show({
        text: this.t(only ? 'portfolios.confined' : 'portfolios.freed', { name }),
      });
    } catch {
      box.value = portfolio.portfolioOnly ? 'own' : 'all';
      this.toasts.show({ text: this.t('portfolios.failed') });
    }
  }

  protected async reassign(from: Portfolio): Promise<void> {
    const data: ReassignDialogData = {
      from,
      people: this.portfolios.all() ?? [],
      draftKey: `portfolio.${from.accountId}.${this.session.account()?.id ?? ''}`,
      send: (toAccountId) => this.store.reassign(from.accountId, toAccountId),
    };
    const asked = this.dialog.open<ReassignDialog, ReassignDialogData, number>(ReassignDialog, {
      ...DIALOG,
      data,
    });
    const count = await firstValueFrom(asked.afterClosed());
    if (count !== undefined) this.toasts.show({ text: this.t('portfolios.reassigned', { count }) });
  }

  protected async handOver(): Promise<void> {
    const data: HandoverDialogData = {
      people: this.portfolios.all() ?? [],
      today: dayOf(new Date()),
      draftKey: `handover.${this.session.account()?.id ?? ''}`,
      send: (handover) => this.store.handOver(handover),
    };
    const asked = this.dialog.open<HandoverDialog, HandoverDialogData, boolean>(HandoverDialog, {
      ...DIALOG,
      data,
    });
    if (await firstValueFrom(asked.afterClosed())) {
      this.toasts.show({ text: this.t('portfolios.handedOver') });
    }
  }

  protected async end(handover: Handover): Promise<void> {
    const yesterday = new Date();
    yesterday.setDate(yesterday.getDate() - 1);
    try {
      await this.store.end(handover, dayOf(yesterday));
      this.toasts.show({ text: this.t('portfolios.ended') });
    } catch {
      this.store.reload();
      this.toasts.show({ text: this.t('portfolios.failed') });
    }
  }
}

/** The form puts the keyboard where something is to be filled in. */
const DIALOG = { width: '560px', maxWidth: '96vw', autoFocus: 'dialog' } as const;

function stateOf({ inForce, fromDay }: Handover, today: string): 'inForce' | 'ahead' | 'over' {
  if (inForce) return 'inForce';
  return fromDay > today ? 'ahead' : 'over';
}

function dayOf(time: Date): string {
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
}
