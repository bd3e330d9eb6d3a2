import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type GlAccount, seededAccounts, seededCurrencies, seededSubsidiaries } from './chart.ts';
import { type FaultSwitch, faultSwitch } from './faults.ts';
import { type JournalBook, openJournalBook } from './journal-book.ts';
import { type TokenDesk, tokenDesk } from './tokens.ts';
import type { GlBooks } from './validation.ts';

/** Where reports differ on what NetSuite does, or an installation may choose, both ways can be had. */
export const Settings = z.strictObject({
  duplicateExternalId: z.enum(['refuse', 'accept']).default('refuse'),
  approvals: z.boolean().default(false),
  tokenSeconds: z.int().positive().default(3_600),
});
export type Settings = z.infer<typeof Settings>;

const Kept = z.object({
  settings: Settings,
  closedPeriods: z.array(z.string()),
  accounts: z.array(z.custom<GlAccount>()),
});

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
  const keep = () =>
    writeFileSync(
      file,
      JSON.stringify({ settings, closedPeriods: [...closedPeriods], accounts: [...accounts.values()] }),
    );

  return {
    books: { accounts, closedPeriods, currencies: seededCurrencies, subsidiaries: seededSubsidiaries },
    journals: openJournalBook(folder),
    faults: faultSwitch(),
    tokens: tokenDesk(now, () => settings.tokenSeconds),
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
