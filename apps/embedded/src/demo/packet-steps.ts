import { listAt, numberAt, textAt } from '@recoup/cli/session/json-path';
import { problemText } from '@recoup/cli/session/session';
import type { Pick } from './pick-receivables.ts';
import type { Narrator } from './printer.ts';
import { type Cast, firstOf, until } from './sessions.ts';

const evidence = [
  'Collection log',
  '2026-01-12 called, promised to look into it',
  '2026-02-03 mail returned as undeliverable',
  '2026-03-10 final reminder by letter, no answer',
].join('\n');

const moneyAt = (document: unknown, name: string): string =>
  `${textAt(document, name, 'amount')} ${textAt(document, name, 'currency')}`;

/** One packet from selection to the ledger's receipt; answers its id. */
export const packetScene = async (
  cast: Cast,
  { step, tell }: Narrator,
  pick: Pick,
  name: string,
): Promise<string> => {
  step(`A packet for ${pick.clientName}: ${name}`);
  const author = await cast.as('client-accounting-1');
  const created = await author.get('POST', '/packet/v1/packets', {
    body: { name, receivableIds: pick.receivableIds, defaultCriterion: 'AGED' },
  });
  const id = textAt(created, 'packetId');
  tell(
    `draft ${id}: ${numberAt(created, 'receivableCount')} receivables, commission ${moneyAt(created, 'totalCommission')}, outstanding ${moneyAt(created, 'outstanding')}`,
  );
  const current = async () => author.get('GET', `/packet/v1/packets/${id}`);
  const version = async () => numberAt(await current(), 'version');

  const early = await author.ask('POST', `/packet/v1/packets/${id}/submission`, {
    body: {},
    ifMatch: await version(),
  });
  tell(`submitting without evidence is refused: ${problemText(early).split('\n')[0]}`);
  await author.get('PUT', `/packet/v1/packets/${id}/receivables`, {
    ifMatch: await version(),
    body: { receivableIds: pick.receivableIds, criterion: 'AGED', usePacketDocument: true },
  });
  await author.get(
    'POST',
    `/packet/v1/packets/${id}/documents?kind=COLLECTION_LOG&fileName=collection-log.txt`,
    {
      upload: { bytes: evidence, type: 'text/plain' },
    },
  );
  const submitted = await author.get('POST', `/packet/v1/packets/${id}/submission`, {
    body: {},
    ifMatch: await version(),
  });
  tell(`submitted; route: ${listAt(submitted, 'route').join(', ')}`);
  await approve(cast, tell, id);

  step('The ledger executes: receipt, applications, journal; then the general ledger');
  const complete = await until('the execution', async () => {
    const now = await current();
    return textAt(now, 'packetStatusCd') === 'COMPLETE' ? now : undefined;
  });
  tell(`packet is COMPLETE, WRITE_OFF receipt ${textAt(complete, 'receiptNo')}`);
  await showBooks(cast, tell, id, 'WRITE_OFF');
  return id;
};

const approve = async (cast: Cast, tell: Narrator['tell'], id: string): Promise<void> => {
  for (;;) {
    const reader = await cast.as('client-accounting-1');
    const now = await reader.get('GET', `/packet/v1/packets/${id}`);
    const role = textAt(now, 'currentApproverRole');
    if (role === '') return;
    const approver = await cast.as(firstOf(role));
    await approver.get('POST', `/packet/v1/packets/${id}/decisions`, {
      ifMatch: numberAt(now, 'version'),
      body: { decision: 'APPROVE', comment: 'Seen and agreed' },
    });
    tell(`approved by ${firstOf(role)} as ${role}`);
  }
};

/** Recovers a packet whole and shows the mirror in the books. */
export const recoveryScene = async (
  cast: Cast,
  { step, tell }: Narrator,
  id: string,
  name: string,
): Promise<void> => {
  step(`The debtor pays after all: ${name} is recovered whole`);
  const author = await cast.as('client-accounting-1');
  const before = await author.get('GET', `/packet/v1/packets/${id}`);
  await author.get('POST', `/packet/v1/packets/${id}/recovery`, {
    ifMatch: numberAt(before, 'version'),
    body: { reason: 'Payment announced' },
  });
  await until('the recovery', async () => {
    const now = await author.get('GET', `/packet/v1/packets/${id}`);
    return textAt(now, 'packetStatusCd') === 'RECOVERED' ? now : undefined;
  });
  tell('packet is RECOVERED: reversal worksheet, negative applications, receivables open again (recovered)');
  await showBooks(cast, tell, id, 'RECOVERY');
};

const showBooks = async (cast: Cast, tell: Narrator['tell'], id: string, kind: 'WRITE_OFF' | 'RECOVERY') => {
  const accountant = await cast.as('gl-accountant-1');
  const journals = listAt(await accountant.get('GET', `/ledger/v1/journals?packetId=${id}`), 'items');
  for (const journal of journals.filter((one) => textAt(one, 'kind') === kind)) {
    tell(
      `journal ${textAt(journal, 'journalId')}, ${textAt(journal, 'entity')}, ${textAt(journal, 'accountingDate')}`,
    );
    for (const line of listAt(journal, 'lines')) {
      const debit = textAt(line, 'debit', 'amount');
      const [side, amount] = debit === '' ? ['Cr', textAt(line, 'credit', 'amount')] : ['Dr', debit];
      tell(
        `  ${side} ${textAt(line, 'account').padEnd(8)} ${amount.padStart(14)}  ${textAt(line, 'department')} ${textAt(line, 'debtor')}`,
      );
    }
    if ((journal as { balanced?: boolean }).balanced !== true)
      throw new Error(`journal of ${id} is out of balance`);
    tell('  balanced');
  }
  const postings = await until('the general ledger', async () => {
    const items = listAt(await accountant.get('GET', `/ledger/v1/gl-postings?packetId=${id}`), 'items');
    const own = items.filter((one) => textAt(one, 'kind') === kind);
    return own.length > 0 && own.every((one) => textAt(one, 'state') === 'POSTED') ? own : undefined;
  });
  for (const posting of postings) {
    tell(`GL posted: ${textAt(posting, 'externalId')} is document ${textAt(posting, 'documentId')}`);
  }
};
