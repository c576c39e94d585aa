import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsUUID,
  ValidateIf,
} from 'class-validator';
import { type Role, ROLES } from '../auth/auth.public.js';

/** An employee and how many clients they are responsible for. */
export class PortfolioDto {
  /** Id of the account. */
  @ApiProperty({ format: 'uuid', example: '5d0d5b1e-6c5c-4a2e-9a40-1f1f8a3c2b10' })
  accountId!: string;

  /** Name to show. */
  @ApiProperty({ example: 'Élodie Martin' })
  name!: string;

  /** What the account may do. */
  @ApiProperty({ enum: ROLES, example: 'employee' })
  role!: Role;

  /** Whether the account is closed: somebody else should be responsible then. */
  @ApiProperty({ type: 'boolean', example: false })
  closed!: boolean;

  /** Whether they see the clients of their portfolio only, and those that are handed over to them. */
  @ApiProperty({ type: 'boolean', example: true })
  portfolioOnly!: boolean;

  /** How many clients they are responsible for. */
  @ApiProperty({ type: 'integer', example: 420 })
  clients!: number;

  /** Raised at each save of the account: to be sent with a change of it. */
  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;
}

/** Who is responsible for how many clients. */
export class PortfolioListDto {
  /** Employees and administrators by name; whose account is closed only while they are responsible for anybody. */
  @ApiProperty({ type: [PortfolioDto] })
  items!: PortfolioDto[];

  /** Clients for whom nobody is responsible. */
  @ApiProperty({ type: 'integer', example: 42 })
  unassigned!: number;
}

/** Who becomes responsible for a whole portfolio. */
export class ReassignPortfolioDto {
  /** The account of the successor; `null`: nobody. */
  @ApiProperty({
    nullable: true,
    format: 'uuid',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  })
  @ValidateIf((_, value) => value !== null)
  @IsUUID()
  toAccountId!: string | null;
}

/** So many clients are given to somebody together. */
const MOST_TOGETHER = 500;

/** Clients that somebody becomes responsible for. */
export class AssignClientsDto {
  /** Ids of the clients, at most 500: all of them move, or none. */
  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: MOST_TOGETHER,
    uniqueItems: true,
    example: ['16fd2706-8baf-433b-82eb-8c7fada847da'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_TOGETHER)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  clientIds!: string[];

  /** Whose clients they become; `null`: nobody's. */
  @ApiProperty({
    nullable: true,
    format: 'uuid',
    example: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  })
  @ValidateIf((_, value) => value !== null)
  @IsUUID()
  toAccountId!: string | null;
}

/** How many clients somebody else is responsible for now. */
export class ReassignedDto {
  /** Clients that moved. */
  @ApiProperty({ type: 'integer', example: 420 })
  moved!: number;
}
