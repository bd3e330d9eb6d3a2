import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { counted } from '../../program/counted.ts';
import { Refused } from '../../session/refused.ts';
import type { Session } from '../../session/session.ts';
import { chainStart, exportedEntry, followEntry } from './log-chain.ts';

const pageSize = 1_000;
const sealWithinMs = 10_000;

export const declareVerify: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('verify')
    .summary('verify the ledger log')
    .description(
      'Reads the whole ledger log, computes every hash again and compares the result with the head that the ledger shows.',
    )
    .addHelpText('after', examples('recoup verify'))
    .action(async () => {
      const { entries, head } = await verifyLog(await session('auditor-1'), progress);
      print(`verified: ${counted(Number(entries), 'entry', 'entries')}, head ${head}`);
    });
};

/**
 * Reads the whole ledger log and verifies it entry by entry, then compares the head reached with the head that the ledger
 * shows. Answers the number of entries and the head; refuses by naming the first bad entry.
 */
export const verifyLog = async (
  session: Session,
  onProgress: (line: string) => void,
): Promise<{ readonly entries: string; readonly head: string }> => {
  await untilSealed(session);
  let point = chainStart;
  for (;;) {
    const query = { afterSeq: point.seq, limit: pageSize };
    const { items } = await session.get('/ledger/v1/log/entries', { query });
    if (items.length === 0) break;
    for (const item of items) {
      const entry = exportedEntry.parse(item);
      const next = followEntry(point, entry);
      if (typeof next === 'string') throw new Refused(`Entry ${entry.seq} (${entry.eventId}): ${next}`);
      point = next;
    }
    onProgress(counted(Number(point.seq), 'entry', 'entries'));
  }
  const shown = await session.get('/ledger/v1/log/head');
  const head = point.head.toString('hex');
  // Entries may have been sealed meanwhile; only a head for the same number must be the same.
  if (shown.seq === String(point.seq) && shown.head !== head)
    throw new Refused(`The chain ends in ${head}, but the ledger shows ${shown.head}.`);
  return { entries: String(point.seq), head };
};

const untilSealed = async (session: Session): Promise<void> => {
  const end = Date.now() + sealWithinMs;
  while ((await session.get('/ledger/v1/log/head')).unsealed !== 0 && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 100));
};
