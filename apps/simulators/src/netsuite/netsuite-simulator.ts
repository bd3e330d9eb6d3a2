import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type TokenAccess, tokenAccess } from './access/token-access.ts';
import { type TokenDesk, tokenDesk } from './access/tokens.ts';
import {
  type GlAccount,
  seededAccounts,
  seededCurrencies,
  seededItems,
  seededSubsidiaries,
} from './chart.ts';
import { type FaultSwitch, faultSwitch } from './faults.ts';
import { type JobDesk, jobDesk } from './jobs/job-desk.ts';
import { type JournalBook, openJournalBook } from './journals/journal-book.ts';
import type { GlBooks } from './journals/validation.ts';
import { type AppliedBook, openAppliedBook } from './records/applied/applied-book.ts';
import { Party } from './records/parties.ts';

/** Where reports differ on what NetSuite does, or an installation may choose, both ways can be had. */
export const Settings = z.strictObject({
  duplicateExternalId: z.enum(['refuse', 'accept']).default('refuse'),
  approvals: z.boolean().default(false),
  tokenSeconds: z.int().positive().default(3_600),
  /** How long a look-up by external id does not see what was posted. */
  keyLagMs: z.int().nonnegative().default(0),
  jobMs: z.int().nonnegative().default(200),
  linesMax: z.int().positive().default(10_000),
  callsAtOnceMax: z.int().positive().default(5),
  overLimit: z.enum(['status-429', 'delayed-401']).default('status-429'),
  delayed401Ms: z.int().nonnegative().default(60_000),
});
export type Settings = z.infer<typeof Settings>;

const Kept = z.object({
  settings: Settings,
  closedPeriods: z.array(z.string()),
  accounts: z.array(z.custom<GlAccount>()),
  parties: z.array(Party).default([]),
});

export const OpenItems: z.ZodType<readonly object[]> = z.array(z.looseObject({ tranid: z.string() }));

type RequestLine = {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
};

/** Everything the simulator knows. `accounts` and `closedPeriods` are changed through it, so that a restart keeps them. */
export type NetsuiteSimulator = {
  readonly books: GlBooks;
  readonly journals: JournalBook;
  readonly faults: FaultSwitch;
  readonly tokens: TokenDesk;
  readonly tokenAccess: TokenAccess;
  readonly jobs: JobDesk;
  readonly parties: ReadonlyMap<string, Party>;
  readonly changeParty: (party: Party) => void;
  /** Documents of customers as they were entered; what is applied to them since is not in it. */
  readonly openItems: () => readonly object[];
  readonly changeOpenItems: (items: readonly object[]) => void;
  /** Payments and credit memos. */
  readonly applied: AppliedBook;
  readonly settings: () => Settings;
  readonly changeSettings: (settings: Settings) => void;
  readonly changeAccount: (account: GlAccount) => void;
  readonly changePeriod: (month: string, closed: boolean) => void;
  readonly requests: RequestLine[];
  readonly now: () => Date;
};

export const openNetsuiteSimulator = (folder: string, now: () => Date): NetsuiteSimulator => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'books.json');
  const kept = existsSync(file) ? Kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  let settings = kept?.settings ?? Settings.parse({});
  const accounts = new Map((kept?.accounts ?? seededAccounts).map((account) => [account.id, account]));
  const closedPeriods = new Set(kept?.closedPeriods);
  const parties = new Map((kept?.parties ?? []).map((party) => [party.id, party]));
  const itemsFile = join(folder, 'open-items.json');
  let openItems = existsSync(itemsFile) ? OpenItems.parse(JSON.parse(readFileSync(itemsFile, 'utf8'))) : [];
  const keep = () =>
    writeFileSync(
      file,
      JSON.stringify({
        settings,
        closedPeriods: [...closedPeriods],
        accounts: [...accounts.values()],
        parties: [...parties.values()],
      }),
    );

  return {
    books: {
      accounts,
      closedPeriods,
      parties,
      currencies: seededCurrencies,
      subsidiaries: seededSubsidiaries,
      items: seededItems,
    },
    parties,
    changeParty(party) {
      parties.set(party.id, party);
      keep();
    },
    openItems: () => openItems,
    changeOpenItems(items) {
      openItems = items;
      writeFileSync(itemsFile, JSON.stringify(items));
    },
    applied: openAppliedBook(folder),
    journals: openJournalBook(folder),
    faults: faultSwitch(),
    tokens: tokenDesk(now, () => settings.tokenSeconds),
    tokenAccess: tokenAccess(now),
    jobs: jobDesk(now, () => settings.jobMs),
    settings: () => settings,
    changeSettings(changed) {
      settings = changed;
      keep();
    },
    changeAccount(account) {
      accounts.set(account.id, account);
      keep();
    },
    changePeriod(month, closed) {
      if (closed) closedPeriods.add(month);
      else closedPeriods.delete(month);
      keep();
    },
    requests: [],
    now,
  };
};
