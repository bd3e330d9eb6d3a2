import { serviceSettings } from '@recoup/runtime/process/config';
import * as z from 'zod';

export const notifierSettings = z.object({
  ...serviceSettings,
  SMTP_URL: z.url().describe('mail server, for example smtps://user:password@mail.example.com'),
  MAIL_FROM: z.email().default('recoup@localhost.localdomain').describe('sender of all mails'),
  CONSOLE_URL: z
    .url()
    .describe('address that links in mails begin with; no console is delivered yet, so they lead nowhere'),
  MAIL_COLLECT_SECONDS: z.coerce
    .number()
    .min(0)
    .default(60)
    .describe('how long mails about cases wait for others to the same person'),
  MAIL_RETRY_SECONDS: z.coerce.number().min(0).default(60).describe('pause before the first repeat'),
});
export type NotifierConfig = z.infer<typeof notifierSettings>;
