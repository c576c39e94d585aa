import { ApiProperty } from '@nestjs/swagger';

/** A mail that the demo wrote and did not send. */
export class OutboxMailDto {
  /** Id of the mail. */
  @ApiProperty({ format: 'uuid', example: '6f0f3b54-4a4e-4c93-9f10-0b7a3c1d5a11' })
  id!: string;

  /** What the mail is for. */
  @ApiProperty({ example: 'invitation' })
  kind!: string;

  /** Whose mailbox it would have reached. */
  @ApiProperty({ example: 'employee@naif.example' })
  to!: string;

  /** Its subject. */
  @ApiProperty({ example: 'Votre accès à NAIF Control' })
  subject!: string;

  /** Its text. */
  @ApiProperty({ example: 'Bonjour Élodie Martin, …' })
  text!: string;

  /** When it was written. */
  @ApiProperty({ format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  sentAt!: string;
}

/** The demo's mail. */
export class OutboxDto {
  /** The newest first; at most 200 are kept. */
  @ApiProperty({ type: [OutboxMailDto] })
  items!: OutboxMailDto[];
}
