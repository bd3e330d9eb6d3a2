import { verifyLog } from '@recoup/cli/commands/verify';
import { listAt, textAt } from '@recoup/cli/session/json-path';
import type { Narrator } from './printer.ts';
import { type Cast, until } from './sessions.ts';

/** Shows the mails that went out and verifies the ledger's log. */
export const closingScene = async (cast: Cast, address: string, { step, tell }: Narrator): Promise<void> => {
  step('Everybody was told: mail');
  const mails = await until('the mails', async () => {
    const listed: unknown = await (await fetch(`${address}/mail.json`)).json();
    const items = Array.isArray(listed) ? listed : listAt(listed, 'messages');
    return items.some((mail) => /recovered/i.test(textAt(mail, 'subject'))) ? items : undefined;
  });
  tell(`${mails.length} mails, the latest:`);
  for (const mail of mails.slice(0, 8)) {
    tell(`  mail to ${recipient(mail)}: ${textAt(mail, 'subject')}`);
  }

  step('The auditor verifies the ledger log from its own bytes');
  const { entries, head } = await verifyLog(await cast.as('auditor-1'), () => undefined);
  tell(`verified: ${entries} entries, head ${head.slice(0, 16)}...`);
};

const recipient = (mail: unknown): string => {
  const to: unknown = (mail as { to?: unknown }).to;
  return Array.isArray(to) ? to.join(', ') : String(to ?? '');
};
