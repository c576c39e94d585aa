import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Can, CurrentViewer, type Viewer } from '../auth/auth.public.js';
import {
  type ContractReminderDto,
  ContractReminderPageDto,
  ReminderQueryDto,
} from './contract-reminders.dto.js';
import { type ContractReminder, ContractReminders } from './contract-reminders.js';

/** What is to be done about contracts soon. */
@ApiTags('contracts')
@Controller('api/contracts')
export class ContractRemindersController {
  constructor(private readonly reminders: ContractReminders) {}

  /** Reminders of renewals and ends that lie ahead, the nearest day first. */
  @Can('read:contract-reminders')
  @Get('reminders')
  async list(
    @CurrentViewer() viewer: Viewer,
    @Query() query: ReminderQueryDto,
  ): Promise<ContractReminderPageDto> {
    const { page, pageSize } = query;
    const [reminders, total] = await this.reminders.list(viewer, query);
    return { items: reminders.map(reminderDto), total, page, pageSize };
  }
}

function reminderDto(reminder: ContractReminder): ContractReminderDto {
  const { id, contractId, number, clientId, clientName, vehicleId, plate } = reminder;
  const { about, aboutOn, daysBefore } = reminder;
  const createdAt = reminder.createdAt.toISOString();
  const parties = { clientId, clientName, vehicleId, plate };
  return { id, contractId, number, ...parties, about, aboutOn, daysBefore, createdAt };
}
