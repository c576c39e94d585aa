import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One fault of an input. */
export class ProblemFaultDto {
  @ApiProperty({ description: 'Where in the body or query: a JSON pointer.', example: '/email' })
  pointer!: string;

  @ApiProperty({ description: 'Which rule was broken.', example: 'isEmail' })
  code!: string;

  @ApiProperty({ description: 'The same for people.', example: 'email must be an email.' })
  detail!: string;
}

/** Another object that a refusal is about. */
export class RelatedObjectDto {
  @ApiProperty({ description: 'What it is.', enum: ['client'], example: 'client' })
  kind!: 'client';

  @ApiProperty({ format: 'uuid', example: '0f8fad5b-d9cb-469f-a165-70867728950e' })
  id!: string;

  @ApiPropertyOptional({ description: 'What people call it.', example: 'Amélie Lefèvre' })
  name?: string;
}

/** Why a request was refused: RFC 9457, `application/problem+json`. */
export class ProblemDto {
  @ApiProperty({
    description: 'Names the kind of problem: a URN with its code.',
    example: 'urn:naif-control:problem:REQUEST.INVALID',
  })
  type!: string;

  @ApiProperty({ description: 'The status in words.', example: 'Bad Request' })
  title!: string;

  @ApiProperty({ description: 'The HTTP status.', example: 400 })
  status!: number;

  @ApiProperty({ description: 'What is wrong, for people.', example: 'The request is not valid.' })
  detail!: string;

  @ApiProperty({ description: 'Path of the request.', example: '/api/clients' })
  instance!: string;

  @ApiProperty({
    description: 'Stable name of the problem, for programs.',
    example: 'REQUEST.INVALID',
  })
  code!: string;

  @ApiProperty({
    description: 'Id of the request: finds it in the log.',
    example: '0b7f0f0e-8c6a-4a2e-9b57-2f6f4f3a1c11',
  })
  requestId!: string;

  @ApiPropertyOptional({
    description: 'The faults of the input, one by one.',
    type: [ProblemFaultDto],
  })
  errors?: ProblemFaultDto[];

  @ApiPropertyOptional({
    description: 'Which other objects are in the way, or the one to go to instead.',
    type: [RelatedObjectDto],
  })
  related?: RelatedObjectDto[];
}
