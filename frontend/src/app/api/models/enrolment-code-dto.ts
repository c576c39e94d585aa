export interface EnrolmentCodeDto {
  code: string;
  expiresAt: string;
}
