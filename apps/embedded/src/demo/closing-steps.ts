import { verifyLog } from '@recoup/cli/commands/verify/verify';
import { counted } from '@recoup/cli/program/counted';
import { mailsOf } from './mails-of.ts';
import type { Printer } from './printer.ts';
import { type Sessions, until } from './sessions.ts';

/** Shows the mails that went out and verifies the ledger's log. */
export const closingSteps = async (
  sessions: Sessions,
  address: string,
  { step, line }: Printer,
): Promise<void> => {
  step('Everybody involved gets mail');
  const mails = await until('the mails', async () => {
    const sent = await mailsOf(address);
    return sent.some(({ subject }) => /recovered/i.test(subject)) ? sent : undefined;
  });
  line(`${mails.length} mails, the latest:`);
  for (const { to, subject } of mails.slice(0, 8)) line(`  mail to ${to.join(', ')}: ${subject}`);

  step('The auditor verifies the ledger log from its own bytes');
  const { entries, head } = await verifyLog(await sessions.as('auditor-1'), () => undefined);
  line(`verified: ${counted(Number(entries), 'entry', 'entries')}, head ${head.slice(0, 16)}...`);
};
