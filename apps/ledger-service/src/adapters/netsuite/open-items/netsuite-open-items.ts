import { netsuiteArAgingDetail } from '../../../domain/import/layouts/netsuite-ar-aging-detail.ts';
import { type OpenItemPull, PullBrokenOff } from '../../../ports/imports/open-item-pull.ts';
import { jsonOf } from '../record-answer.ts';
import type { RecordCalls } from '../record-calls.ts';
import { type AgeingPage, type AgeingRow, ageingHeader, ageingQuery, readPage } from './ageing-query.ts';

export type OpenItemOptions = {
  readonly calls: Pick<RecordCalls, 'query'>;
  /** The legal entity of a subsidiary, by its id; undefined where none is mapped to it, or several are. */
  readonly entities: () => Promise<(subsidiary: string) => string | undefined>;
  /** Waits before the next try of a page that did not come; the first is try 1. */
  readonly pause: (tries: number) => Promise<void>;
};

const rowsOfAPage = 1_000;
const triesOfAPage = 6;

/** What is open in NetSuite, page by page. A page that does not come is asked for again, each time after a longer pause. */
export const netsuiteOpenItems = ({ calls, entities, pause }: OpenItemOptions): OpenItemPull => {
  const pageAbove = async (id: string): Promise<AgeingPage> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await askedFor(calls, id);
      if ('page' in answer) return answer.page;
      if (answer.final || tries === triesOfAPage) throw new PullBrokenOff(answer.reason);
      await pause(tries);
    }
  };
  return {
    preset: netsuiteArAgingDetail.name,
    records: async function* () {
      yield ageingHeader;
      const entityOf = await entities();
      let last = '0';
      for (let more = true; more; ) {
        const { items, hasMore } = await pageAbove(last);
        for (const item of items) {
          if (BigInt(item.id) <= BigInt(last)) throw new PullBrokenOff('NetSuite answers documents twice');
          last = item.id;
          if (!(item.type && item.trandate && item.tranid))
            throw new PullBrokenOff(`NetSuite answers document ${item.id} without its type, date or number`);
          yield recordOf(item, entityOf);
        }
        more = hasMore;
      }
    },
  };
};

type Answer = { readonly page: AgeingPage } | { readonly reason: string; readonly final: boolean };

const askedFor = async (calls: OpenItemOptions['calls'], aboveId: string): Promise<Answer> => {
  try {
    const { status, text } = await calls.query({
      path: `/services/rest/query/v1/suiteql?limit=${rowsOfAPage}`,
      headers: { prefer: 'transient' },
      body: new TextEncoder().encode(JSON.stringify({ q: ageingQuery(aboveId) })),
    });
    // What NetSuite itself refuses it refuses again; a gateway, or an answer that broke off, may fare better.
    if (status !== 200)
      return { reason: `NetSuite answers ${status}`, final: status === 400 || status === 403 };
    const page = readPage(jsonOf(text));
    return page ? { page } : { reason: 'NetSuite answers what is no page of open items', final: false };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : 'NetSuite does not answer', final: false };
  }
};

const recordOf = (
  item: AgeingRow,
  entityOf: (subsidiary: string) => string | undefined,
): readonly string[] => [
  ...[item.customer, item.type, item.trandate, item.tranid, item.otherrefnum, item.duedate],
  entityOf(item.subsidiary) ?? item.subsidiaryname,
  ...[item.department, item.currency, item.open, item.id],
];
