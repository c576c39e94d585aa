import { ApiProperty } from '@nestjs/swagger';

/** What a car's control units complained of at one instant. */
export class TroubleCodeReportDto {
  /** When the codes were read, by the vehicle's clock. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T08:00:00.000Z' })
  time!: string;

  /** When the report arrived here. */
  @ApiProperty({ format: 'date-time', example: '2026-11-25T08:00:02.000Z' })
  receivedAt!: string;

  /** Whether the malfunction lamp was on. */
  @ApiProperty({ example: true })
  mil!: boolean;

  /** Stored codes (mode 03). */
  @ApiProperty({ type: [String], example: ['P0301'] })
  stored!: readonly string[];

  /** Pending codes (mode 07): seen once, not confirmed. */
  @ApiProperty({ type: [String], example: ['P0171'] })
  pending!: readonly string[];

  /** Permanent codes (mode 0A): erased by nothing but a repair that holds. */
  @ApiProperty({ type: [String], example: [] })
  permanent!: readonly string[];
}

/** A page of a vehicle's trouble-code reports. */
export class TroubleCodeReportPageDto {
  /** The reports of this page, newest first. */
  @ApiProperty({ type: [TroubleCodeReportDto] })
  items!: TroubleCodeReportDto[];

  /** Reports on all pages. */
  @ApiProperty({ type: 'integer', example: 42 })
  total!: number;

  /** Number of this page, from 1. */
  @ApiProperty({ type: 'integer', example: 1 })
  page!: number;

  /** Entries on a page. */
  @ApiProperty({ type: 'integer', example: 25 })
  pageSize!: number;
}
