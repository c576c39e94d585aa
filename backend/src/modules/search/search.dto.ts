import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { CONTRACT_STATUSES, type ContractStatus } from '../contracts/contracts.public.js';

/** What is looked for. */
export class SearchQueryDto {
  /**
   * Words of a client's name or e-mail address, a telephone number, a plate, a make or model, or a contract's number,
   * whole or in part. Accents and case do not count; a misspelt name is found when nothing is spelt so.
   * @example lefevre
   */
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  q!: string;
}

/** A client who was found. */
export class FoundClientDto {
  /** Id of the client. */
  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  id!: string;

  /** What the client is called. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  name!: string;

  /** E-mail address. */
  @ApiProperty({ example: 'amelie.lefevre@example.fr' })
  email!: string;

  /** Telephone number, where it is known: the one that was looked for, else the main one. */
  @ApiProperty({ required: false, example: '+33 6 12 34 56 78' })
  phone?: string;
}

/** A vehicle that was found. */
export class FoundVehicleDto {
  /** Id of the vehicle. */
  @ApiProperty({ format: 'uuid', example: '6fa459ea-ee8a-4ca4-894e-db77e160355e' })
  id!: string;

  /** Number plate. */
  @ApiProperty({ example: 'AB-123-CD' })
  plate!: string;

  /** Make and model. */
  @ApiProperty({ example: 'Renault Clio' })
  model!: string;

  /** What its owner is called. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  clientName!: string;
}

/** A contract that was found. */
export class FoundContractDto {
  /** Id of the contract. */
  @ApiProperty({ format: 'uuid', example: '16fd2706-8baf-433b-82eb-8c7fada847da' })
  id!: string;

  /** What people call the contract by. */
  @ApiProperty({ example: 'NC-2026-000123' })
  number!: string;

  /** Where it stands. */
  @ApiProperty({ enum: CONTRACT_STATUSES, example: 'active' })
  status!: ContractStatus;

  /** What the insured is called. */
  @ApiProperty({ example: 'Amélie Lefèvre' })
  clientName!: string;

  /** Number plate of the vehicle that is covered. */
  @ApiProperty({ example: 'AB-123-CD' })
  plate!: string;
}

/** What was found, the likeliest first: at most eight of each kind. */
export class FoundDto {
  /** Clients. */
  @ApiProperty({ type: [FoundClientDto] })
  clients!: FoundClientDto[];

  /** Whether no client's name is spelt so, and these are spelt alike. */
  @ApiProperty({ example: false })
  spelledAlike!: boolean;

  /** Vehicles. */
  @ApiProperty({ type: [FoundVehicleDto] })
  vehicles!: FoundVehicleDto[];

  /** Contracts. */
  @ApiProperty({ type: [FoundContractDto] })
  contracts!: FoundContractDto[];
}
