import { ApiProperty } from '@nestjs/swagger';
import { IsISO31661Alpha2, IsOptional } from 'class-validator';
import { IsPostcode } from './postcode.js';
import { OneLine, Typed } from '../../http/typed-text.js';

/** A postal address. */
export class AddressDto {
  /** Number and street. */
  @ApiProperty({ example: '12 rue de la République', minLength: 1, maxLength: 100 })
  @OneLine(1, 100)
  line1!: string;

  /** What else helps the postman: building, floor, "chez …". */
  @ApiProperty({ required: false, example: 'Bâtiment B', minLength: 1, maxLength: 100 })
  @IsOptional()
  @OneLine(1, 100)
  line2?: string;

  /** Postcode: five digits in France and its overseas territories; elsewhere where the country has any. */
  @ApiProperty({ required: false, example: '69002', maxLength: 12 })
  @Typed((text) => text.trim().toUpperCase())
  @IsPostcode()
  postcode?: string;

  /** Town. */
  @ApiProperty({ example: 'Lyon', minLength: 1, maxLength: 100 })
  @OneLine(1, 100)
  city!: string;

  /** Country, two letters (ISO 3166-1); left out: France. */
  @ApiProperty({ example: 'FR', default: 'FR', required: false })
  @Typed((text) => text.trim().toUpperCase())
  @IsISO31661Alpha2()
  country: string = 'FR';
}
