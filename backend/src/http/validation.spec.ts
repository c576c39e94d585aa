import { Type } from 'class-transformer';
import { IsEmail, IsInt, IsOptional, Max, ValidateNested } from 'class-validator';
import { EachItem } from './item-rule.js';
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

  @IsOptional()
  @EachItem({ name: 'isEven', says: 'must be even', most: 3, accepts: (item) => item === 2 })
  even?: unknown;
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

  it.each([
    [
      [2, 1, 'x'],
      ['/even/1', '/even/2'],
    ],
    [[2, 2], []],
    [[1, 1, 1, 1], []],
    ['no list', []],
  ])('points at the items of a list that break its rule: %j', async (even, pointers) => {
    const refused: unknown = await check({ email: 'a@b.example', inner: [], even }).catch(
      (error: unknown) => error,
    );
    const faults = refused instanceof InvalidRequest ? refused.faults : [];
    expect(faults).toEqual(
      pointers.map((pointer) => ({ pointer, code: 'isEven', detail: 'Must be even.' })),
    );
  });
});
