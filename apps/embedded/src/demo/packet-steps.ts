import type { Result } from '@recoup/cli/session/api-client';
import { problemText } from '@recoup/cli/session/problem-text';
import { accepted, type Session } from '@recoup/cli/session/session';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import type { Pick } from './pick-receivables.ts';
import type { Printer } from './printer.ts';
import { firstOf, type Sessions, until } from './sessions.ts';

/** What collections did before the day of a packet. */
const evidenceOn = (today: CalendarDate): string =>
  [
    'Collection log',
    `${addDays(today, -78)} called, promised to look into it`,
    `${addDays(today, -56)} mail returned as undeliverable`,
    `${addDays(today, -21)} final reminder by letter, no answer`,
  ].join('\n');

type Money = { readonly amount: string; readonly currency: string };
const moneyText = ({ amount, currency }: Money): string => `${amount} ${currency}`;

/** One packet from selection to the ledger's receipt; answers its id. */
export const packetSteps = async (
  sessions: Sessions,
  { step, line }: Printer,
  { clientName, entity, receivableIds }: Pick,
  today: CalendarDate,
): Promise<{ readonly id: string; readonly name: string }> => {
  step(`A packet of ${entity} for ${clientName}`);
  const author = await sessions.as('client-accounting-1');
  const created = await draftOf(author, `${clientName} ${today}`, receivableIds);
  const path = { id: created.packetId };
  line(
    `draft ${created.packetId}: ${created.receivableCount === 1 ? '1 receivable' : `${created.receivableCount} receivables`}, commission ${moneyText(created.totalCommission)}, outstanding ${moneyText(created.outstanding)}`,
  );
  const current = () => author.get('/packet/v1/packets/{id}', { path });
  const submission = async () => ({ path, body: {}, ifMatch: (await current()).version });

  const early = await author.answers.post('/packet/v1/packets/{id}/submission', await submission());
  if (early.ok) throw new Error('a packet without evidence was submitted');
  line(`submitting without evidence is refused: ${problemText(early.body).split('\n')[0]}`);
  await author.put('/packet/v1/packets/{id}/receivables', {
    path,
    ifMatch: (await current()).version,
    body: { receivableIds, criterion: 'AGED', usePacketDocument: true },
  });
  await author.post('/packet/v1/packets/{id}/documents', {
    path,
    query: { kind: 'COLLECTION_LOG', fileName: 'collection-log.txt' },
    upload: { bytes: evidenceOn(today), type: 'text/plain' },
  });
  const submitted = await author.post('/packet/v1/packets/{id}/submission', await submission());
  line(`submitted; route: ${submitted.route.join(', ')}`);
  await approve(sessions, line, created.packetId);

  step('The ledger executes: receipt, applications, journal; then the general ledger');
  const complete = await until('the execution', async () => {
    const now = await current();
    return now.packetStatusCd === 'COMPLETE' && now.receiptNo !== null ? now : undefined;
  });
  line(`packet is COMPLETE, WRITE_OFF receipt ${complete.receiptNo}`);
  await printBooks(sessions, line, created.packetId, 'WRITE_OFF');
  return { id: created.packetId, name: created.name };
};

const draftsMax = 50;

/** A draft under a name that no earlier run has taken. */
const draftOf = async (
  author: Session,
  name: string,
  receivableIds: readonly string[],
): Promise<Result<'post', '/packet/v1/packets'>> => {
  for (let number = 1; number <= draftsMax; number += 1) {
    const body = {
      name: number === 1 ? name : `${name} (${number})`,
      receivableIds: [...receivableIds],
      defaultCriterion: 'AGED' as const,
    };
    const answer = await author.answers.post('/packet/v1/packets', { body });
    if (answer.ok || answer.body.code !== 'NAME_TAKEN') return accepted(answer);
  }
  throw new Error(`${draftsMax} packets have the name ${name}`);
};

const approve = async (sessions: Sessions, line: Printer['line'], packetId: string): Promise<void> => {
  const path = { id: packetId };
  for (;;) {
    const reader = await sessions.as('client-accounting-1');
    const { currentApproverRole: role, version } = await reader.get('/packet/v1/packets/{id}', { path });
    if (role === null) return;
    const approver = await sessions.as(firstOf(role));
    await approver.post('/packet/v1/packets/{id}/decisions', {
      path,
      ifMatch: version,
      body: { decision: 'APPROVE', comment: 'Seen and agreed' },
    });
    line(`approved by ${firstOf(role)} as ${role}`);
  }
};

/** Recovers a packet whole and shows the mirror in the books. */
export const recoverySteps = async (
  sessions: Sessions,
  { step, line }: Printer,
  packetId: string,
  name: string,
): Promise<void> => {
  step(`The debtor pays after all: ${name} is recovered whole`);
  const path = { id: packetId };
  const author = await sessions.as('client-accounting-1');
  const { version } = await author.get('/packet/v1/packets/{id}', { path });
  await author.post('/packet/v1/packets/{id}/recovery', {
    path,
    ifMatch: version,
    body: { reason: 'Payment announced' },
  });
  await until('the recovery', async () => {
    const now = await author.get('/packet/v1/packets/{id}', { path });
    return now.packetStatusCd === 'RECOVERED' ? now : undefined;
  });
  line('packet is RECOVERED: reversal worksheet, negative applications, receivables open again (recovered)');
  await printBooks(sessions, line, packetId, 'RECOVERY');
};

const printBooks = async (
  sessions: Sessions,
  line: Printer['line'],
  packetId: string,
  kind: 'WRITE_OFF' | 'RECOVERY',
): Promise<void> => {
  const accountant = await sessions.as('gl-accountant-1');
  const query = { packetId };
  const journals = (await accountant.get('/ledger/v1/journals', { query })).items;
  for (const journal of journals.filter((one) => one.kind === kind)) {
    line(`journal ${journal.journalId}, ${journal.entity}, ${journal.accountingDate}`);
    const path = { id: journal.journalId };
    const { items: lines } = await accountant.get('/ledger/v1/journals/{id}/lines', { path });
    for (const { debit, credit, account, department, debtor } of lines) {
      const [side, amount = ''] = debit ? ['Dr', debit.amount] : ['Cr', credit?.amount];
      line(
        `  ${side} ${account.padEnd(8)} ${amount.padStart(14)}  ${department ?? ''} ${debtor ?? ''}`.trimEnd(),
      );
    }
    if (!journal.balanced) throw new Error(`journal of ${packetId} is out of balance`);
    line('  balanced');
  }
  const postings = await until('the general ledger', async () => {
    const { items } = await accountant.get('/ledger/v1/gl-documents', { query });
    const own = items.filter((one) => one.kind === kind);
    return own.length > 0 && own.every(({ state }) => state === 'POSTED') ? own : undefined;
  });
  for (const { externalId, documentId } of postings)
    line(`GL posted: ${externalId} is document ${documentId}`);
};
