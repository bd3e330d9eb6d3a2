import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalBody } from './journal-body.ts';

export type PostedJournal = {
  readonly id: string;
  readonly tranId: string;
  readonly tranDate: string;
  readonly approved: boolean;
  readonly createdAt: string;
  readonly body: JournalBody;
};

type NewJournal = Omit<PostedJournal, 'id' | 'tranId'>;

export type JournalBook = {
  /** Written to the disk before it answers. */
  readonly post: (journal: NewJournal) => PostedJournal;
  readonly byId: (id: string) => PostedJournal | undefined;
  readonly byExternalId: (externalId: string) => PostedJournal | undefined;
  /** Oldest first. */
  readonly all: () => readonly PostedJournal[];
};

const firstId = 98_001;

/** A line that a killed process left half written was never answered for; it is cut off. */
const wholeLines = (file: string): readonly string[] => {
  if (!existsSync(file)) return [];
  const content = readFileSync(file);
  const end = content.lastIndexOf(10) + 1;
  if (end < content.length) truncateSync(file, end);
  return content.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
};

/** Posted journals, kept as one JSON line each, so that they outlive a restart. */
export const openJournalBook = (folder: string): JournalBook => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'journals.jsonl');
  const journals: PostedJournal[] = wholeLines(file).map((line) => JSON.parse(line));
  const byId = new Map(journals.map((journal) => [journal.id, journal]));
  const byExternalId = new Map(journals.map((journal) => [journal.body.externalId, journal]));

  return {
    post(entry) {
      const number = journals.length;
      const journal = { id: String(firstId + number), tranId: `JE${1_001 + number}`, ...entry };
      appendFileSync(file, `${JSON.stringify(journal)}\n`);
      journals.push(journal);
      byId.set(journal.id, journal);
      if (journal.body.externalId !== undefined) byExternalId.set(journal.body.externalId, journal);
      return journal;
    },
    byId: (id) => byId.get(id),
    byExternalId: (externalId) => byExternalId.get(externalId),
    all: () => journals,
  };
};
