import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsUUID } from 'class-validator';
import { ClientQueryDto } from '../clients/clients.public.js';
import { ContractQueryDto } from '../contracts/contracts.public.js';
import { VehicleQueryDto } from '../vehicles/vehicles.public.js';
import { columnKeys } from './export-columns.js';

/** Languages in which files are written: names of columns, days and decimals. */
export const EXPORT_LANGUAGES = ['fr', 'en'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

/** So many records can be chosen one by one: their ids stand in the address. */
const MOST_CHOSEN = 200;

/** What follows commas as a list. */
const Listed = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',') : value,
  );

/** Ids of the records that are wanted alone. */
const Chosen = (): PropertyDecorator => (target, name) => {
  ApiProperty({
    required: false,
    type: String,
    description: 'Only these: ids with commas between.',
  })(target, name);
  for (const rule of [
    Listed(),
    IsOptional(),
    IsUUID(undefined, { each: true }),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_CHOSEN),
  ]) {
    rule(target, name);
  }
};

/** Which columns are wanted. */
const Columns =
  (keys: readonly string[]): PropertyDecorator =>
  (target, name) => {
    const description = `Columns in their order, with commas between; left out: all. ${keys.join(', ')}`;
    ApiProperty({ required: false, type: String, description })(target, name);
    for (const rule of [Listed(), IsOptional(), ArrayMinSize(1), IsIn(keys, { each: true })]) {
      rule(target, name);
    }
  };

/** In which language. */
const Language = (): PropertyDecorator => (target, name) => {
  ApiProperty({ required: false, enum: EXPORT_LANGUAGES, default: 'fr' })(target, name);
  IsIn(EXPORT_LANGUAGES)(target, name);
};

/** Which clients are taken away; the page does not matter. */
export class ClientExportDto extends ClientQueryDto {
  @Chosen()
  ids?: string[];

  @Columns(columnKeys('clients'))
  columns?: string[];

  @Language()
  language: ExportLanguage = 'fr';
}

/** Which vehicles are taken away; the page does not matter. */
export class VehicleExportDto extends VehicleQueryDto {
  @Chosen()
  ids?: string[];

  @Columns(columnKeys('vehicles'))
  columns?: string[];

  @Language()
  language: ExportLanguage = 'fr';
}

/** Which contracts are taken away; the page does not matter. */
export class ContractExportDto extends ContractQueryDto {
  @Chosen()
  ids?: string[];

  @Columns(columnKeys('contracts'))
  columns?: string[];

  @Language()
  language: ExportLanguage = 'fr';
}
