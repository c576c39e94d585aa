import { browserStorage } from './browser-storage';

/** Stands beside a value that the account has, too. */
const OF_ACCOUNT = 'account';

/**
 * A choice that this browser remembers, so that it is there before anybody is signed in. One that was made here and that
 * no account knows yet is the visitor's own: it goes before the account's.
 */
export class BrowserChoice<T extends string> {
  constructor(
    private readonly key: string,
    private readonly accepts: (value: unknown) => value is T,
  ) {}

  /** What was shown here last. */
  read(): T | undefined {
    const value = browserStorage.get(this.key);
    return this.accepts(value) ? value : undefined;
  }

  /** What somebody chose here and no account knows. */
  own(): T | undefined {
    return browserStorage.get(this.origin) === OF_ACCOUNT ? undefined : this.read();
  }

  /** Somebody chooses. */
  choose(value: T): void {
    browserStorage.set(this.key, value);
    browserStorage.remove(this.origin);
  }

  /** The account has this value. */
  follow(value: T): void {
    browserStorage.set(this.key, value);
    browserStorage.set(this.origin, OF_ACCOUNT);
  }

  private get origin(): string {
    return `${this.key}-of`;
  }
}
