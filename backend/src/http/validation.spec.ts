import { Type } from 'class-transformer';
import { IsEmail, IsInt, Max, ValidateNested } from 'class-validator';
import { InvalidRequest, validationPipe } from './validation.js';

class Inner {
  @IsInt()
  @Max(10)
  'a/b~c'!: number;
}

class Outer {
  @IsEmail()
  email!: string;

  @ValidateNested({ each: true })
  @Type(() => Inner)
  inner!: Inner[];
}

const check = (value: unknown): Promise<unknown> =>
  validationPipe().transform(value, { type: 'body', metatype: Outer }) as Promise<unknown>;

describe('validationPipe', () => {
  it('lets a sound input through as an object of its class', async () => {
    expect(await check({ email: 'a@b.example', inner: [{ 'a/b~c': 3 }] })).toBeInstanceOf(Outer);
  });

  it('names each fault by JSON pointer and rule', async () => {
    const refused = await check({
      email: 'a@b.example',
      inner: [{ 'a/b~c': 1 }, { 'a/b~c': 11 }],
      role: 'admin',
    }).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(InvalidRequest);
    expect((refused as InvalidRequest).faults).toEqual([
      { pointer: '/role', code: 'unknownField', detail: 'Property role should not exist.' },
      { pointer: '/inner/1/a~1b~0c', code: 'max', detail: 'A/b~c must not be greater than 10.' },
    ]);
  });
});
