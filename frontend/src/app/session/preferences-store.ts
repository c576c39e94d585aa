import { inject, Service } from '@angular/core';
import { Api } from '../api/api';
import { ownAccountGet } from '../api/fn/account/own-account-get';
import { ownAccountUpdate } from '../api/fn/account/own-account-update';
import type { AccountDto } from '../api/models/account-dto';
import type { ProfileDto } from '../api/models/profile-dto';
import type { UpdateProfileDto } from '../api/models/update-profile-dto';
import { Reader } from '../format/reader';
import type { Language } from '../i18n/language';
import { LanguageStore } from '../i18n/language-store';
import { problemOf } from '../ui/problem';
import { Theme, type ThemeChoice } from '../ui/theme';

/** What a person may change of their own profile. */
export type ProfileChange = Omit<UpdateProfileDto, 'version'>;

/** Somebody else's save may come between reading the version and saving: then it is read again, so often. */
const TRIES = 3;

/**
 * Language, theme, units and time zone belong to the account: they follow it to every browser. What is chosen here shows
 * at once and is told to the account; as long as it has not heard of it, it is not overruled.
 */
@Service()
export class PreferencesStore {
  private readonly api = inject(Api);
  private readonly languages = inject(LanguageStore);
  private readonly theme = inject(Theme);
  private readonly reader = inject(Reader);

  /** Shows everything as the account has it. */
  async adopt(account: AccountDto): Promise<void> {
    this.reader.adopt(account);
    if (this.theme.own() === undefined) this.theme.adopt(account.theme);
    if (this.languages.own() === undefined) await this.languages.adopt(account.language);
  }

  /** After a login: the account hears what was chosen on the way in. */
  async carryOver(account: AccountDto): Promise<void> {
    const [language, theme] = [this.languages.own(), this.theme.own()];
    if (language === account.language) await this.languages.adopt(language);
    if (theme === account.theme) this.theme.adopt(theme);
    const change: ProfileChange = {
      ...(language === undefined || language === account.language ? {} : { language }),
      ...(theme === undefined || theme === account.theme ? {} : { theme }),
    };
    // Without an answer it stays this browser's own choice.
    if (Object.keys(change).length > 0) await this.tell(change).catch(() => undefined);
  }

  /** The reader picks a language. */
  async chooseLanguage(language: Language): Promise<void> {
    await this.languages.choose(language);
    await this.tell({ language }).catch(() => undefined);
  }

  /** The reader picks a theme. */
  async chooseTheme(theme: ThemeChoice): Promise<void> {
    this.theme.choose(theme);
    await this.tell({ theme }).catch(() => undefined);
  }

  /** Changes the own profile, field by field, and shows it so. Rejects with the server's refusal. */
  async save(change: ProfileChange): Promise<ProfileDto> {
    const profile = await this.send(change, TRIES);
    this.reader.adopt(profile);
    if (change.theme !== undefined) this.theme.adopt(profile.theme);
    if (change.language !== undefined) await this.languages.adopt(profile.language);
    return profile;
  }

  /** Tells the account what shows already. Meanwhile something else may have been chosen: that stays. */
  private async tell(change: ProfileChange): Promise<void> {
    const { theme, language } = await this.send(change, TRIES);
    if (this.theme.own() === theme) this.theme.adopt(theme);
    if (this.languages.own() === language) await this.languages.adopt(language);
  }

  private async send(change: ProfileChange, tries: number): Promise<ProfileDto> {
    const { version } = await this.api.invoke(ownAccountGet, {});
    try {
      return await this.api.invoke(ownAccountUpdate, { body: { ...change, version } });
    } catch (error) {
      if (tries <= 1 || problemOf(error).code !== 'RECORD.CHANGED_MEANWHILE') throw error;
      return this.send(change, tries - 1);
    }
  }
}
