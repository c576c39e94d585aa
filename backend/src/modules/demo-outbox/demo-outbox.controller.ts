import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../http/api-problems.js';
import { MAIL_OUTBOX, type MailOutbox, type OutboxMail } from '../../ports/mail-outbox.js';
import { Public } from '../auth/auth.public.js';
import { OutboxDto, type OutboxMailDto } from './demo-outbox.dto.js';
import { NoOutbox } from './demo-outbox.errors.js';

/** The demo's mailboxes: its people are invented, and so are their addresses. */
@ApiTags('demo')
@Controller('api/demo/outbox')
export class DemoOutboxController {
  constructor(@Inject(MAIL_OUTBOX) private readonly outbox: MailOutbox | undefined) {}

  /** Every mail that the demo wrote, for whoever tries it out. Anywhere else there is none. */
  @Public()
  @ApiProblems({ 404: ['OUTBOX.NONE'] })
  @Get()
  @Header('cache-control', 'no-store')
  list(): OutboxDto {
    if (!this.outbox) throw new NoOutbox();
    return { items: this.outbox.mails().map(outboxMailDto) };
  }
}

function outboxMailDto({ id, kind, to, subject, text, sentAtMs }: OutboxMail): OutboxMailDto {
  return { id, kind, to, subject, text, sentAt: new Date(sentAtMs).toISOString() };
}
