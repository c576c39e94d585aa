import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MISSING } from '../format/numbers';
import { formatTime } from '../format/times';
import { unitSystems } from '../format/units';
import { languages } from '../i18n/language';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import type { ProfileChange } from '../session/preferences-store';
import { injectRefusalWords } from '../session/refusal-words';
import { Icon } from '../ui/icon';
import { Now } from '../ui/now';
import { type Problem, problemOf } from '../ui/problem';
import { themeChoices } from '../ui/theme';
import { Toasts } from '../ui/toasts';
import { AccountStore } from './account-store';
import { zoneHere, zoneName, zoneRegions } from './time-zones';

/** Who one is, and how the pages look: what is chosen counts at once, here and wherever one signs in. */
@Component({
  selector: 'naif-profile-card',
  imports: [Icon],
  templateUrl: './profile-card.html',
  styleUrl: './profile-card.scss',
})
export class ProfileCard {
  private readonly toasts = inject(Toasts);
  private readonly now = inject(Now);
  private readonly language = inject(LanguageStore).language;
  private readonly say = injectRefusalWords();
  protected readonly store = inject(AccountStore);
  protected readonly t = injectWords();
  protected readonly dash = MISSING;
  protected readonly languages = languages;
  protected readonly themes = themeChoices;
  protected readonly units = unitSystems;
  protected readonly zoneName = zoneName;

  private readonly problem = signal<Problem | null>(null);
  protected readonly refusal = computed(() => {
    const problem = this.problem();
    return problem === null ? null : this.say(problem);
  });

  /** The profile as it is on the page: with what was just chosen, before the server has it. */
  protected readonly shown = linkedSignal(() => this.store.profile());
  /** The name as it is typed. */
  protected readonly name = linkedSignal(() => this.store.profile()?.displayName ?? '');
  protected readonly renamed = computed(
    () => this.store.profile() !== undefined && this.name() !== this.store.profile()?.displayName,
  );
  protected readonly nameFault = computed(() => this.renamed() && this.name().trim() === '');

  protected readonly regions = computed(() => zoneRegions(this.store.profile()?.timeZone));
  protected readonly zoneTime = computed(() => {
    const zone = this.shown()?.timeZone;
    return zone === undefined ? null : formatTime(this.now.ms(), 'time', this.language(), zone);
  });
  /** The zone of this device, where it is another one. */
  protected readonly otherZone = computed(() => {
    const zone = zoneHere();
    const profile = this.shown();
    return profile === undefined || profile.timeZone === zone ? null : zone;
  });

  /** The one of the choices that a control names. */
  protected pick<T extends string>(choices: readonly T[], value: string): T {
    return choices.find((choice) => choice === value) ?? (choices[0] as T);
  }

  protected async rename(event: Event): Promise<void> {
    event.preventDefault();
    if (this.renamed() && !this.nameFault()) await this.choose({ displayName: this.name().trim() });
  }

  protected async choose(change: ProfileChange): Promise<void> {
    this.problem.set(null);
    this.shown.update((profile) => (profile === undefined ? profile : { ...profile, ...change }));
    try {
      await this.store.change(change);
      this.toasts.show({ text: this.t('account.saved') });
    } catch (error) {
      this.shown.set(this.store.profile());
      this.problem.set(problemOf(error));
    }
  }
}
