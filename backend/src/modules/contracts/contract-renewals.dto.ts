import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsInt,
  IsUUID,
  Min,
  ValidateNested,
} from 'class-validator';

/** So many are renewed together: what a page of a list shows. */
const MOST_TOGETHER = 100;

/** A contract that is to be renewed. */
export class RenewalDto {
  /** Id of the contract. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  @IsUUID()
  id!: string;

  /** The version that was seen. */
  @ApiProperty({ type: 'integer', example: 1, minimum: 1 })
  @IsInt()
  @Min(1)
  version!: number;
}

/** Contracts that are to be renewed. */
export class RenewalsDto {
  /** At most 100. */
  @ApiProperty({ type: [RenewalDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TOGETHER)
  @ValidateNested({ each: true })
  @Type(() => RenewalDto)
  items!: RenewalDto[];
}

/** What became of one. */
export class RenewalOutcomeDto {
  /** Id of the contract that was to be renewed. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** Id of the contract that follows; missing where it was refused. */
  @ApiProperty({ required: false, format: 'uuid' })
  followerId?: string;

  /** Why it was refused. */
  @ApiProperty({ required: false, example: 'CONTRACT.NOT_DUE' })
  code?: string;
}

/** What became of each, in their order. */
export class RenewalOutcomesDto {
  @ApiProperty({ type: [RenewalOutcomeDto] })
  items!: RenewalOutcomeDto[];
}
