import { Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { counted } from '../../program/counted.ts';
import { keptHead } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { followLog, type KeptHead, type VerifiedLog } from './follow-log.ts';
import { exportedEntry } from './log-chain.ts';

const pageSize = 1_000;

export const declareVerify: DeclareCommand = (recoup, { session, print, progress }) => {
  recoup
    .command('verify')
    .summary('verify the ledger log')
    .description(
      'Reads the whole ledger log up to the head that the ledger shows, computes every hash again and compares the two.',
    )
    .addOption(
      new Option('--kept <seq:head>', 'a head that somebody kept, which the log must still have').argParser(
        keptHead,
      ),
    )
    .addHelpText('after', examples('recoup verify', 'recoup verify --kept 1042:3f0a...'))
    .action(async ({ kept }: { readonly kept?: KeptHead }) => {
      const log = await verifyLog(await session('auditor-1'), progress, kept);
      for (const line of verifiedText(log, kept)) print(line);
    });
};

/** Reads the whole log of a ledger and verifies it. */
export const verifyLog = (
  session: Session,
  onProgress: (line: string) => void,
  kept: KeptHead | null = null,
): Promise<VerifiedLog> =>
  followLog(
    {
      head: () => session.get('/ledger/v1/log/head'),
      after: async (seq) => {
        const query = { afterSeq: seq, limit: pageSize };
        const { items } = await session.get('/ledger/v1/log/entries', { query });
        return items.map((item) => exportedEntry.parse(item));
      },
    },
    kept,
    (entries) => onProgress(entriesText(Number(entries))),
  );

const entriesText = (count: number): string => counted(count, 'entry', 'entries');

/** What was checked, and what that does not cover. */
const verifiedText = (log: VerifiedLog, kept?: KeptHead): readonly string[] => [
  `verified: ${entriesText(Number(log.entries))} of ledger ${log.ledgerId}, head ${log.head}`,
  '  each has its number, its own hash and the head before it',
  ...(kept ? [`  the head kept at ${kept.seq} is part of it`] : []),
  ...(log.withoutBytes > 0 ? [`  ${entriesText(log.withoutBytes)} without their bytes`] : []),
  ...(log.unsealed > 0 ? [`  not verified: ${entriesText(log.unsealed)} not sealed yet`] : []),
];
