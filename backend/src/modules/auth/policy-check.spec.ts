import { Controller, Get, Module, Post, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { Can, Device, LocalOrToken, Public } from './policy.js';
import { PolicyCheck } from './policy-check.js';

@Controller('declared')
class DeclaredController {
  @Public() @Get('a') a(): void {}
  @Can('manage:accounts') @Get('b') b(): void {}
  @Device() @Post('c') c(): void {}
  @LocalOrToken() @Get('d') d(): void {}
  notARoute(): void {}
}

@Can('read:vehicles')
@Controller('as-a-whole')
class DeclaredAsAWholeController {
  @Get() read(): void {}
}

@Controller('forgotten')
class ForgottenController {
  @Public() @Get('declared') declared(): void {}
  @Get('open') open(): void {}
}

class BaseController {
  @Get('inherited') inherited(): void {}
}

@Controller('heir')
class HeirController extends BaseController {}

async function start(...controllers: Type[]): Promise<void> {
  @Module({ imports: [DiscoveryModule], controllers, providers: [PolicyCheck] })
  class House {}
  const app = await Test.createTestingModule({ imports: [House] }).compile();
  await app.init();
  await app.close();
}

describe('PolicyCheck', () => {
  it('lets an application start whose routes all declare a policy', async () => {
    await expect(start(DeclaredController, DeclaredAsAWholeController)).resolves.toBeUndefined();
  });

  it('refuses to start with a route that declares none, and names it', async () => {
    await expect(start(DeclaredController, ForgottenController)).rejects.toThrow(
      /declare who may call them.*: ForgottenController\.open$/,
    );
  });

  it('sees inherited routes', async () => {
    await expect(start(HeirController)).rejects.toThrow('HeirController.inherited');
  });
});
