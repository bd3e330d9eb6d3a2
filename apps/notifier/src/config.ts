import { serviceSettings } from '@recoup/runtime/process/settings/config';
import * as z from 'zod';

export const notifierSettings = z.object({
  ...serviceSettings,
  SMTP_URL: z.url().describe('mail server, for example smtps://user:password@mail.example.com'),
  MAIL_FROM: z.email().default('recoup@localhost.localdomain').describe('sender of all mails'),
  CONSOLE_URL: z
    .url()
    .describe('base address of the links in mails; no console is delivered yet, so the links do not work'),
  MAIL_COLLECT_SECONDS: z.coerce
    .number()
    .min(0)
    .default(60)
    .describe('seconds for which mails about cases are collected, so that one person gets them together'),
  MAIL_RETRY_SECONDS: z.coerce
    .number()
    .min(0)
    .default(60)
    .describe('seconds before a failed mail is tried again for the first time'),
});
export type NotifierConfig = z.infer<typeof notifierSettings>;
