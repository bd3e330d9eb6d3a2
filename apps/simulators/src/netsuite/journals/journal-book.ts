import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalBody } from './journal-body.ts';
import { wholeLines } from './whole-lines.ts';

export type PostedJournal = {
  readonly id: string;
  readonly tranId: string;
  readonly tranDate: string;
  readonly approved: boolean;
  /** Refused by whoever approves journals there; it stands, and counts for nothing. */
  readonly rejected?: boolean;
  readonly createdAt: string;
  readonly body: JournalBody;
};

type NewJournal = Omit<PostedJournal, 'id' | 'tranId'>;

export type JournalBook = {
  /** Written to the disk before it answers. */
  readonly post: (journal: NewJournal) => PostedJournal;
  /** Keeps another state of a journal that was posted. */
  readonly change: (journal: PostedJournal) => void;
  readonly byId: (id: string) => PostedJournal | undefined;
  readonly byExternalId: (externalId: string) => PostedJournal | undefined;
  /** Oldest first. */
  readonly all: () => readonly PostedJournal[];
};

const firstId = 98_001;

/** Posted journals, kept as JSON lines, so that they outlive a restart; of several about one journal the last counts. */
export const openJournalBook = (folder: string): JournalBook => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'journals.jsonl');
  const byId = new Map<string, PostedJournal>();
  const byExternalId = new Map<string, PostedJournal>();
  const remember = (journal: PostedJournal) => {
    byId.set(journal.id, journal);
    if (journal.body.externalId !== undefined) byExternalId.set(journal.body.externalId, journal);
  };
  const keep = (journal: PostedJournal) => {
    appendFileSync(file, `${JSON.stringify(journal)}\n`);
    remember(journal);
  };
  for (const line of wholeLines(file)) remember(JSON.parse(line));

  return {
    post(entry) {
      const number = byId.size;
      const journal = { id: String(firstId + number), tranId: `JE${1_001 + number}`, ...entry };
      keep(journal);
      return journal;
    },
    change: keep,
    byId: (id) => byId.get(id),
    byExternalId: (externalId) => byExternalId.get(externalId),
    all: () => [...byId.values()],
  };
};
