export interface AccountDto {
  id: string;
  email: string;
  displayName: string;
  role: 'admin' | 'employee' | 'client';
  language: 'fr' | 'en';
  clientId?: string;
}
