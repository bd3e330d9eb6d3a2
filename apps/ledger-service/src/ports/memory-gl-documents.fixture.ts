import { type GlDocumentState, maySend } from '../domain/general-ledger/gl-document.ts';
import type { GlDocument, GlJournal } from './general-ledger.ts';
import type { DuePosting, GlDocuments } from './gl-documents.ts';
import { aJournal, fixtureId } from './gl-journal.fixture.ts';
import { memoryMapped } from './memory-general-ledger.fixture.ts';

type Kept = {
  readonly glDocumentId: string;
  readonly journal: GlJournal;
  readonly document: GlDocument | null;
  readonly state: GlDocumentState;
  readonly tries: number;
  readonly attempts: number;
  readonly unansweredSince: Date | null;
  readonly nextTryAt: number;
  readonly after: string | null;
};

const due: readonly GlDocumentState[] = ['PENDING', 'UNKNOWN', 'SENDING', 'AWAITING_APPROVAL', 'EXPORTED'];

/** What is published of a document when it comes into a state, and not while it stays there. */
const onceIn = ({ state }: DuePosting, there: GlDocumentState, type: string) =>
  state === there ? undefined : type;

type Change = (
  due: DuePosting,
  state: GlDocumentState,
  type: string | undefined,
  set?: Partial<Pick<Kept, 'attempts' | 'unansweredSince'>> & { readonly pauseMs?: number },
) => void;

const results = (
  change: Change,
  unansweredOf: (glDocumentId: string) => Date | null,
): Omit<GlDocuments, 'take' | 'sending' | 'journalOf' | 'keepBodies'> => ({
  posted: async (due) => change(due, 'POSTED', 'gl-posted'),
  awaitingApproval: async (due, _standing, pauseMs) =>
    change(due, 'AWAITING_APPROVAL', onceIn(due, 'AWAITING_APPROVAL', 'gl-awaiting-approval'), { pauseMs }),
  exported: async (due, _file, pauseMs) =>
    change(due, 'EXPORTED', onceIn(due, 'EXPORTED', 'gl-exported'), { pauseMs }),
  rejected: async (due) => change(due, 'REJECTED', 'gl-rejected'),
  held: async (due) => change(due, 'HELD', 'gl-held', { unansweredSince: due.unanswered?.since ?? null }),
  unknown: async (due, _reason, pauseMs, answered) =>
    change(due, 'UNKNOWN', onceIn(due, 'UNKNOWN', 'gl-unknown'), {
      pauseMs,
      unansweredSince: answered ? (due.unanswered?.since ?? null) : unansweredOf(due.glDocumentId),
    }),
  notSent: async (due, _reason, pauseMs) => {
    const attempts = due.sent ? due.attempts - 1 : due.attempts;
    const unansweredSince = due.unanswered?.since ?? null;
    const set = { attempts, pauseMs, unansweredSince };
    change(due, due.state === 'SENDING' ? 'PENDING' : due.state, undefined, set);
  },
});

/** Documents for the general ledger in memory, with a clock that only moves when it is told to. */
export const memoryGlDocuments = (leaseMs = 60_000) => {
  const kept = new Map<string, Kept>();
  const published: { readonly glDocumentId: string; readonly type: string }[] = [];
  let now = Date.parse('2026-03-31T12:00:00Z');

  const of = (glDocumentId: string): Kept => {
    const posting = kept.get(glDocumentId);
    if (!posting) throw new Error(`there is no posting ${glDocumentId}`);
    return posting;
  };
  const isHeldBy = ({ glDocumentId, tries }: DuePosting): boolean => {
    const posting = of(glDocumentId);
    return posting.state === 'SENDING' && posting.tries === tries;
  };
  const change: Change = (due, state, type, { pauseMs = 0, ...set } = {}) => {
    if (!isHeldBy(due)) return;
    const posting = of(due.glDocumentId);
    kept.set(due.glDocumentId, {
      ...{ ...posting, unansweredSince: null, ...set },
      ...{ state, nextTryAt: now + pauseMs },
    });
    const { glDocumentId } = due;
    if (type) published.push({ glDocumentId, type: `recoup.ledger.${type}.v1` });
  };
  const isDue = ({ state, nextTryAt, after, document }: Kept): boolean =>
    due.includes(state) &&
    nextTryAt <= now &&
    (state !== 'PENDING' || after === null || (document !== null && maySend(of(after).state)));

  const postings: GlDocuments = {
    take: async () => {
      const found = [...kept.values()].filter(isDue).sort((one, other) => one.nextTryAt - other.nextTryAt)[0];
      if (!found) return undefined;
      const { glDocumentId, state, journal, document, attempts, unansweredSince } = found;
      const tries = found.tries + 1;
      kept.set(glDocumentId, { ...found, state: 'SENDING', tries, nextTryAt: now + leaseMs });
      const { packetId, kind, externalId, entity, currency, lines } = journal;
      const totalMinor = lines.reduce((sum, line) => sum + line.debitMinor, 0n);
      const step = document?.step ?? ('JOURNAL' as const);
      const about = { packetId, kind, step, externalId, entity, currency, totalMinor };
      const unanswered = unansweredSince && {
        since: unansweredSince,
        forMs: now - unansweredSince.getTime(),
      };
      const thread = { threadId: packetId, causedBy: null };
      return { ...thread, glDocumentId, state, tries, attempts, unanswered, about, document, sent: false };
    },
    sending: async (due) => {
      if (!isHeldBy(due)) return undefined;
      const posting = of(due.glDocumentId);
      const attempts = posting.attempts + 1;
      const sent = { attempts, unansweredSince: new Date(now), nextTryAt: now + leaseMs };
      kept.set(due.glDocumentId, { ...posting, ...sent });
      return { ...due, attempts, sent: true };
    },
    journalOf: async ({ glDocumentId }) => of(glDocumentId).journal,
    keepBodies: async ({ glDocumentId }, documents, _mappingVersion, { recoveryOf }) => {
      const [first, ...others] = documents;
      const posting = of(glDocumentId);
      kept.set(glDocumentId, { ...posting, document: posting.document ?? first ?? null });
      for (const waiting of [...kept.values()].filter(({ after }) => after === glDocumentId)) {
        const { externalId, accountingDate } = waiting.journal;
        if (first)
          kept.set(waiting.glDocumentId, {
            ...waiting,
            document: recoveryOf(first, { externalId, accountingDate, memo: '' }),
          });
      }
      for (const document of others) {
        const id = fixtureId();
        const journal = { ...posting.journal, externalId: document.externalId };
        kept.set(id, {
          ...posting,
          ...{ glDocumentId: id, journal, document, state: 'PENDING', attempts: 0, tries: 0, nextTryAt: now },
        });
      }
    },
    ...results(change, (id) => of(id).unansweredSince),
  };
  return {
    postings,
    add: async (
      journal: GlJournal = aJournal(),
      { after = null, made = true }: { readonly after?: string | null; readonly made?: boolean } = {},
    ): Promise<string> => {
      const glDocumentId = fixtureId();
      const documents = memoryMapped.documentsOf(journal, () => journal.externalId);
      const [document = null] = made && documents.ok ? documents.value : [];
      kept.set(glDocumentId, {
        ...{
          glDocumentId,
          journal,
          document,
          state: 'PENDING',
          tries: 0,
          attempts: 0,
          nextTryAt: now,
          after,
        },
        unansweredSince: null,
      });
      return glDocumentId;
    },
    stateOf: async (glDocumentId: string): Promise<GlDocumentState> => of(glDocumentId).state,
    publishedOf: async (glDocumentId: string): Promise<readonly string[]> =>
      published.filter((event) => event.glDocumentId === glDocumentId).map(({ type }) => type),
    passTime: (ms: number): void => {
      now += ms;
    },
  };
};
