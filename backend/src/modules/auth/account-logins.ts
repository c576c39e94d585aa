import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';

/** How the holder of an account logs in, for administrators. */
export interface AccountLogin {
  readonly accountId: string;
  /** When the newest session was opened; `null`: never, or so long ago that it is forgotten. */
  readonly lastLoginAt: Date | null;
  /** Whether there is an authenticator app, or codes by e-mail by own choice. */
  readonly hasSecondFactor: boolean;
}

/** Tells of accounts when they logged in last, and whether they have a second factor. */
@Injectable()
export class AccountLogins {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** By account; accounts that do not exist are left out. */
  async of(accountIds: readonly string[]): Promise<ReadonlyMap<string, AccountLogin>> {
    const logins = await this.dataSource.query<AccountLogin[]>(LOGINS, [accountIds]);
    return new Map(logins.map((login) => [login.accountId, login]));
  }
}

const LOGINS = `
  SELECT account.id AS "accountId",
    (SELECT max(session.created_at) FROM sessions session WHERE session.account_id = account.id) AS "lastLoginAt",
    EXISTS (SELECT FROM second_factors factor WHERE factor.account_id = account.id
      AND (factor.totp_confirmed_at IS NOT NULL OR factor.email_codes)) AS "hasSecondFactor"
  FROM accounts account WHERE account.id = ANY ($1::uuid[])`;
