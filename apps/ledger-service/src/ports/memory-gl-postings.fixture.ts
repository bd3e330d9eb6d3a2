import type { GlJournal } from './general-ledger.ts';
import { aJournal, fixtureId } from './gl-journal.fixture.ts';
import type { DuePosting, GlPostingState, GlPostings } from './gl-postings.ts';

type Kept = {
  readonly glPostingId: string;
  readonly document: GlJournal;
  readonly state: GlPostingState;
  readonly attempts: number;
  readonly nextTryAt: number;
};

/** Documents for the general ledger in memory, with a clock that only moves when it is told to. */
export const memoryGlPostings = (leaseMs = 60_000) => {
  const kept = new Map<string, Kept>();
  const published: { readonly glPostingId: string; readonly type: string }[] = [];
  let now = Date.parse('2026-03-31T12:00:00Z');

  const change = (due: DuePosting, state: GlPostingState, type: string | undefined, pauseMs = 0) => {
    const posting = kept.get(due.glPostingId);
    if (posting?.state !== 'SENDING') return;
    kept.set(due.glPostingId, { ...posting, state, nextTryAt: now + pauseMs });
    if (type) published.push({ glPostingId: due.glPostingId, type });
  };

  const postings: GlPostings = {
    take: async () => {
      const due = [...kept.values()]
        .filter(
          ({ state, nextTryAt }) => ['PENDING', 'UNKNOWN', 'SENDING'].includes(state) && nextTryAt <= now,
        )
        .sort((one, other) => one.nextTryAt - other.nextTryAt)[0];
      if (!due) return undefined;
      const attempts = due.attempts + 1;
      kept.set(due.glPostingId, { ...due, state: 'SENDING', attempts, nextTryAt: now + leaseMs });
      const { glPostingId, state, document } = due;
      return { glPostingId, state, attempts, document, threadId: document.packetId, causedBy: null };
    },
    posted: async (due) => change(due, 'POSTED', 'recoup.ledger.gl-posted.v1'),
    rejected: async (due) => change(due, 'REJECTED', 'recoup.ledger.gl-rejected.v1'),
    held: async (due) => change(due, 'HELD', 'recoup.ledger.gl-rejected.v1'),
    unknown: async (due, _reason, pauseMs) =>
      change(due, 'UNKNOWN', due.state === 'UNKNOWN' ? undefined : 'recoup.ledger.gl-unknown.v1', pauseMs),
  };
  return {
    postings,
    add: async (document: GlJournal = aJournal()): Promise<string> => {
      const glPostingId = fixtureId();
      kept.set(glPostingId, { glPostingId, document, state: 'PENDING', attempts: 0, nextTryAt: now });
      return glPostingId;
    },
    stateOf: async (glPostingId: string): Promise<GlPostingState> => {
      const posting = kept.get(glPostingId);
      if (!posting) throw new Error(`there is no posting ${glPostingId}`);
      return posting.state;
    },
    publishedOf: async (glPostingId: string): Promise<readonly string[]> =>
      published.filter((event) => event.glPostingId === glPostingId).map(({ type }) => type),
    passTime: (ms: number): void => {
      now += ms;
    },
  };
};
