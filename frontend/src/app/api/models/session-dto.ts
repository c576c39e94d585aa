import type { AccountDto } from './account-dto';

export interface SessionDto {
  account: AccountDto;
  expiresAt: string;
}
