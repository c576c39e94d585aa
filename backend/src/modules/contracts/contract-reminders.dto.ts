import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { DAYS_BEFORE, REMINDER_SUBJECTS, type ReminderSubject } from './contract-reminders.js';

/** Which reminders are wanted. */
export class ReminderQueryDto extends PlainPageQueryDto {
  /** Only reminders of this kind. */
  @ApiProperty({ required: false, enum: REMINDER_SUBJECTS })
  @IsOptional()
  @IsIn(REMINDER_SUBJECTS)
  about?: ReminderSubject;
}

/** A reminder of a contract's renewal or end. */
export class ContractReminderDto {
  /** Id of the reminder. */
  @ApiProperty({ format: 'uuid' })
  id!: string;

  /** The contract. */
  @ApiProperty({ format: 'uuid' })
  contractId!: string;

  /** Number of the contract. */
  @ApiProperty({ example: 'NC-2026-000123' })
  number!: string;

  /** The client who is insured. */
  @ApiProperty({ format: 'uuid' })
  clientId!: string;

  /** What people call the client. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  clientName!: string;

  /** The vehicle. */
  @ApiProperty({ format: 'uuid' })
  vehicleId!: string;

  /** Its number plate. */
  @ApiProperty({ example: 'AB-123-CD' })
  plate!: string;

  /** `renewal`: the contract ends, or turns a year, and nothing is decided; `end`: it was terminated. */
  @ApiProperty({ enum: REMINDER_SUBJECTS, example: 'renewal' })
  about!: ReminderSubject;

  /** The day that it reminds of. */
  @ApiProperty({ format: 'date', example: '2027-01-24' })
  aboutOn!: string;

  /** So many days ahead it was due. */
  @ApiProperty({ enum: DAYS_BEFORE, example: 60 })
  daysBefore!: number;

  /** When it was written. */
  @ApiProperty({ format: 'date-time' })
  createdAt!: string;
}

/** A page of reminders. */
export class ContractReminderPageDto {
  /** The reminders of this page, the nearest day first. */
  @ApiProperty({ type: [ContractReminderDto] })
  items!: ContractReminderDto[];

  /** Reminders that match, on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
