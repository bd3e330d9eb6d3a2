import { Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { keptHead } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { followLog, type KeptHead, type VerifiedLog } from './follow-log.ts';
import { exportedEntry } from './log-chain.ts';
import { entriesText, verifiedText } from './verified-text.ts';

const pageSize = 1_000;
const unsealedShown = 10;

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
        const query = { afterSeq: String(seq), limit: pageSize };
        const { items } = await session.get('/ledger/v1/log/entries', { query });
        return items.map((item) => exportedEntry.parse(item));
      },
      unsealed: async () =>
        (await session.get('/ledger/v1/log/unsealed', { query: { limit: unsealedShown } })).items,
    },
    kept,
    (entries) => onProgress(entriesText(Number(entries))),
  );
