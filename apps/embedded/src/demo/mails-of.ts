import * as z from 'zod';

const Mailbox = z.object({
  messages: z.array(z.object({ to: z.array(z.string()), subject: z.string(), receivedAt: z.iso.datetime() })),
});
export type Mail = z.infer<typeof Mailbox>['messages'][number];

/** The mails that the services of an installation have sent, newest first, as its mailbox lists them. */
export const mailsOf = async (address: string): Promise<readonly Mail[]> =>
  Mailbox.parse(await (await fetch(`${address}/mail.json`)).json()).messages;
