import { type GlDocumentState, maySend } from '../domain/general-ledger/gl-document.ts';
import type { GlDocument, GlJournal } from './general-ledger.ts';
import { aJournal, fixtureId } from './gl-journal.fixture.ts';
import type { DuePosting, GlPostings } from './gl-postings.ts';
import { memoryMapped } from './memory-general-ledger.fixture.ts';

type Kept = {
  readonly glPostingId: string;
  readonly journal: GlJournal;
  readonly document: GlDocument | null;
  readonly state: GlDocumentState;
  readonly attempts: number;
  readonly nextTryAt: number;
  readonly after: string | null;
};

const due: readonly GlDocumentState[] = ['PENDING', 'UNKNOWN', 'SENDING', 'AWAITING_APPROVAL', 'EXPORTED'];

/** Documents for the general ledger in memory, with a clock that only moves when it is told to. */
export const memoryGlPostings = (leaseMs = 60_000) => {
  const kept = new Map<string, Kept>();
  const published: { readonly glPostingId: string; readonly type: string }[] = [];
  let now = Date.parse('2026-03-31T12:00:00Z');

  const of = (glPostingId: string): Kept => {
    const posting = kept.get(glPostingId);
    if (!posting) throw new Error(`there is no posting ${glPostingId}`);
    return posting;
  };
  const change = (
    { glPostingId }: DuePosting,
    state: GlDocumentState,
    type: string | undefined,
    pauseMs = 0,
    attempts = 0,
  ) => {
    const posting = of(glPostingId);
    if (posting.state !== 'SENDING') return;
    kept.set(glPostingId, {
      ...posting,
      state,
      nextTryAt: now + pauseMs,
      attempts: posting.attempts + attempts,
    });
    if (type) published.push({ glPostingId, type: `recoup.ledger.${type}.v1` });
  };
  const isDue = ({ state, nextTryAt, after, document }: Kept): boolean =>
    due.includes(state) &&
    nextTryAt <= now &&
    (state !== 'PENDING' || after === null || (document !== null && maySend(of(after).state)));

  const postings: GlPostings = {
    take: async () => {
      const found = [...kept.values()].filter(isDue).sort((one, other) => one.nextTryAt - other.nextTryAt)[0];
      if (!found) return undefined;
      const { glPostingId, state, journal, document } = found;
      const attempts = found.attempts + 1;
      kept.set(glPostingId, { ...found, state: 'SENDING', attempts, nextTryAt: now + leaseMs });
      const { packetId, kind, externalId, entity, currency, lines } = journal;
      const totalMinor = lines.reduce((sum, line) => sum + line.debitMinor, 0n);
      const about = { packetId, kind, externalId, entity, currency, totalMinor };
      return { glPostingId, state, attempts, about, document, threadId: packetId, causedBy: null };
    },
    journalOf: async ({ glPostingId }) => of(glPostingId).journal,
    keepBodies: async ({ glPostingId }, documents, _mappingVersion, { recoveryOf }) => {
      const [first, ...others] = documents;
      const posting = of(glPostingId);
      kept.set(glPostingId, { ...posting, document: posting.document ?? first ?? null });
      for (const waiting of [...kept.values()].filter(({ after }) => after === glPostingId)) {
        const { externalId, accountingDate } = waiting.journal;
        if (first)
          kept.set(waiting.glPostingId, {
            ...waiting,
            document: recoveryOf(first, { externalId, accountingDate, memo: '' }),
          });
      }
      for (const document of others) {
        const id = fixtureId();
        const journal = { ...posting.journal, externalId: document.externalId };
        kept.set(id, {
          ...posting,
          ...{ glPostingId: id, journal, document, state: 'PENDING', attempts: 0, nextTryAt: now },
        });
      }
    },
    posted: async (posting) => change(posting, 'POSTED', 'gl-posted'),
    awaitingApproval: async (posting, _standing, pauseMs) =>
      change(
        posting,
        'AWAITING_APPROVAL',
        posting.state === 'AWAITING_APPROVAL' ? undefined : 'gl-awaiting-approval',
        pauseMs,
      ),
    exported: async (posting, _file, pauseMs) =>
      change(posting, 'EXPORTED', posting.state === 'EXPORTED' ? undefined : 'gl-exported', pauseMs),
    rejected: async (posting) => change(posting, 'REJECTED', 'gl-rejected'),
    held: async (posting) => change(posting, 'HELD', 'gl-held'),
    unknown: async (posting, _reason, pauseMs) =>
      change(posting, 'UNKNOWN', posting.state === 'UNKNOWN' ? undefined : 'gl-unknown', pauseMs),
    notSent: async (posting, pauseMs) =>
      change(posting, posting.state === 'SENDING' ? 'UNKNOWN' : posting.state, undefined, pauseMs, -1),
  };
  return {
    postings,
    add: async (
      journal: GlJournal = aJournal(),
      { after = null, made = true }: { readonly after?: string | null; readonly made?: boolean } = {},
    ): Promise<string> => {
      const glPostingId = fixtureId();
      const documents = memoryMapped.documentsOf(journal, () => journal.externalId);
      const [document = null] = made && documents.ok ? documents.value : [];
      kept.set(glPostingId, {
        ...{ glPostingId, journal, document, state: 'PENDING', attempts: 0, nextTryAt: now, after },
      });
      return glPostingId;
    },
    stateOf: async (glPostingId: string): Promise<GlDocumentState> => of(glPostingId).state,
    publishedOf: async (glPostingId: string): Promise<readonly string[]> =>
      published.filter((event) => event.glPostingId === glPostingId).map(({ type }) => type),
    passTime: (ms: number): void => {
      now += ms;
    },
  };
};
