import { ApiProperty } from '@nestjs/swagger';

/** A one-time permission to become a vehicle's device. */
export class EnrolmentCodeDto {
  /** What is typed on the device: ten characters without I, L, O and U, in two groups. Shown this once. */
  @ApiProperty({ example: '7K3MQ-94TZB' })
  code!: string;

  /** Until when it may be used: 24 hours. A newer code voids it at once. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T10:00:00.000Z' })
  expiresAt!: string;
}
