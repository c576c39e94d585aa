import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { IdParamDto } from '../../http/id-param.dto.js';
import { PlainPageQueryDto } from '../../http/pagination.dto.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import { CurrentViewer, Can, type Viewer } from '../auth/auth.public.js';
import { VehiclesDirectory } from '../vehicles/vehicles.public.js';
import { commandState, type CommandWish, type KeptCommand } from './device-command.js';
import { DeviceCommands } from './device-commands.js';
import {
  CreateDeviceCommandDto,
  DeviceCommandDto,
  DeviceCommandPageDto,
} from './device-commands.dto.js';

/** What is asked of the programs on the vehicles. */
@ApiTags('devices')
@Controller('api/vehicles/:id/commands')
export class DeviceCommandsController {
  constructor(
    private readonly commands: DeviceCommands,
    private readonly vehicles: VehiclesDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Asks something of the vehicle's device: it hears of it with the answer to its next upload. At most one command of a
   * kind is open: asking the same again answers with the same command, another wish takes the place of the one before.
   * A restart waits for a day, settings for 30 days.
   */
  @Can('command:devices')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'], 409: ['VEHICLE.NO_DEVICE'] })
  @Post()
  async create(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Body() body: CreateDeviceCommandDto,
  ): Promise<DeviceCommandDto> {
    const vehicle = await this.vehicles.get(viewer, id);
    const command = await this.commands.create(viewer, vehicle.id, wishOf(body));
    return commandDto(command, this.clock.now());
  }

  /** What was asked of the vehicle's devices and what became of it, newest first, page by page. */
  @Can('read:devices')
  @ApiProblems({ 404: ['VEHICLE.NOT_FOUND'] })
  @Get()
  async list(
    @CurrentViewer() viewer: Viewer,
    @Param() { id }: IdParamDto,
    @Query() { page, pageSize }: PlainPageQueryDto,
  ): Promise<DeviceCommandPageDto> {
    const vehicle = await this.vehicles.get(viewer, id);
    const [commands, total] = await this.commands.list(vehicle.id, { page, pageSize });
    const now = this.clock.now();
    return { items: commands.map((command) => commandDto(command, now)), total, page, pageSize };
  }
}

function wishOf({ kind, settings }: CreateDeviceCommandDto): CommandWish {
  return kind === 'settings' ? { kind, settings: settings ?? {} } : { kind };
}

function commandDto(command: KeptCommand, nowMs: number): DeviceCommandDto {
  const { id, kind, parameters, createdBy, createdAt, deliveredAt, finishedAt, expiresAt, detail } =
    command;
  return {
    id,
    kind,
    ...(kind === 'settings' && { settings: parameters }),
    state: commandState(command, nowMs),
    ...(detail !== null && { detail }),
    createdBy,
    createdAt: createdAt.toISOString(),
    ...(deliveredAt !== null && { deliveredAt: deliveredAt.toISOString() }),
    ...(finishedAt !== null && { finishedAt: finishedAt.toISOString() }),
    expiresAt: expiresAt.toISOString(),
  };
}
