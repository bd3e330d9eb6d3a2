import { Router } from 'express';
import * as z from 'zod';
import { type GlErrorDetail, noSuchRecord } from '../error-envelope.ts';
import { answerOrJob, duplicate, namesOf, refuse, respond } from '../jobs/answer-or-job.ts';
import type { JobResult } from '../jobs/job-desk.ts';
import type { NetsuiteSimulator } from '../netsuite-simulator.ts';
import { JournalBody, shapeErrors, unknownProperties, withoutUnknown } from './journal-body.ts';
import type { PostedJournal } from './journal-book.ts';
import { journalRecord } from './journal-record.ts';
import { journalErrors } from './validation.ts';

export const recordPath = '/services/rest/record/v1/journalEntry';
const search = /^externalId IS "([A-Za-z0-9_-]+)"$/;
const pageMax = 1_000;

type Checked = { readonly body: JournalBody; readonly tranDate: string };

/** Checks a body; answers what would be posted of it, or what is wrong. */
const check = (
  simulator: NetsuiteSimulator,
  body: unknown,
  names: string,
): Checked | readonly GlErrorDetail[] => {
  const parsed = JournalBody.safeParse(body);
  if (!parsed.success) return shapeErrors(body, parsed.error);
  const unknown = names.toLowerCase() === 'error' ? unknownProperties(parsed.data) : [];
  const tranDate = parsed.data.tranDate ?? simulator.now().toISOString().slice(0, 10);
  const { linesMax } = simulator.settings();
  const errors = [...unknown, ...journalErrors(parsed.data, tranDate, simulator.books, linesMax)];
  return errors.length > 0 ? errors : { body: withoutUnknown(parsed.data), tranDate };
};

/** Checks a body and posts it; answers the journal, or what is wrong. */
const post = (
  simulator: NetsuiteSimulator,
  body: unknown,
  names: string,
): PostedJournal | readonly GlErrorDetail[] => {
  const checked = check(simulator, body, names);
  if (!('body' in checked)) return checked;
  const { externalId } = checked.body;
  const existing = externalId === undefined ? undefined : simulator.journals.byExternalId(externalId);
  const { duplicateExternalId, approvals } = simulator.settings();
  if (existing) return duplicateExternalId === 'accept' ? existing : [duplicate];
  return simulator.journals.post({
    ...checked,
    approved: !approvals,
    createdAt: simulator.now().toISOString(),
  });
};

/** PATCH changes what it names; its lines come on top of those that stand, unless it replaces them. */
const changedBody = ({ body }: PostedJournal, changes: unknown, replacesLines: boolean): unknown => {
  const given = z
    .looseObject({ line: z.looseObject({ items: z.array(z.unknown()) }).optional() })
    .parse(changes);
  const items = given.line?.items ?? [];
  return {
    ...body,
    ...given,
    line: { items: replacesLines && given.line ? items : [...body.line.items, ...items] },
  };
};

/** A look-up by external id may lag behind what was posted. */
const standing = ({ journals, settings, now }: NetsuiteSimulator, id: string): PostedJournal | undefined => {
  if (!id.startsWith('eid:')) return journals.byId(id);
  const journal = journals.byExternalId(id.slice(4));
  const age = journal ? now().getTime() - Date.parse(journal.createdAt) : 0;
  return age >= settings().keyLagMs ? journal : undefined;
};

const searched = (
  simulator: NetsuiteSimulator,
  query: string | undefined,
): readonly PostedJournal[] | undefined => {
  if (query === undefined) return simulator.journals.all();
  const [, externalId] = search.exec(query) ?? [];
  if (externalId === undefined) return undefined;
  const found = simulator.journals.byExternalId(externalId);
  return found ? [found] : [];
};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const numberOf = (value: unknown, otherwise: number): number => {
  const number = Number(value ?? otherwise);
  return Number.isInteger(number) && number >= 0 ? number : otherwise;
};

/** The `journalEntry` record: POST, GET, PUT and PATCH by id or `eid:`, and the list of links. */
export const journalEntries = (simulator: NetsuiteSimulator, address: () => string): Router => {
  const collection = () => `${address()}${recordPath}`;
  const change = (journal: PostedJournal, body: unknown, names: string): JobResult => {
    const checked = check(simulator, body, names);
    if (!('body' in checked)) return { status: 400, details: checked };
    simulator.journals.change({ ...journal, ...checked });
    return { status: 204, location: `${collection()}/${journal.id}` };
  };
  return Router()
    .post('/', (request, response) => {
      const work = (): JobResult => {
        const posted = post(simulator, request.body, namesOf(request));
        return 'id' in posted
          ? { status: 204, location: `${collection()}/${posted.id}` }
          : { status: 400, details: posted };
      };
      answerOrJob(simulator, address, request, response, work);
    })
    .put('/:id', (request, response) => {
      const { id } = request.params;
      const externalId = id.startsWith('eid:') ? id.slice(4) : undefined;
      const journal = standing(simulator, id);
      const body = { ...Object(request.body), ...(externalId !== undefined && { externalId }) };
      if (journal) return respond(response, change(journal, body, namesOf(request)));
      if (externalId === undefined) return refuse(response, 404, [noSuchRecord]);
      const posted = post(simulator, body, namesOf(request));
      if ('id' in posted) response.status(204).location(`${collection()}/${posted.id}`).end();
      else refuse(response, 400, posted);
    })
    .patch('/:id', (request, response) => {
      const journal = standing(simulator, request.params.id);
      if (!journal) return refuse(response, 404, [noSuchRecord]);
      const body = changedBody(journal, request.body, request.query.replace === 'line');
      respond(response, change(journal, body, namesOf(request)));
    })
    .get('/', (request, response) => {
      const found = searched(simulator, textOf(request.query.q));
      if (!found) {
        refuse(response, 400, [{ detail: 'Invalid search query.', code: 'INVALID_PARAMETER' }]);
        return;
      }
      const offset = numberOf(request.query.offset, 0);
      const items = found
        .slice(offset, offset + Math.min(numberOf(request.query.limit, pageMax), pageMax))
        .map(({ id }) => ({ links: [{ rel: 'self', href: `${collection()}/${id}` }], id }));
      const hasMore = offset + items.length < found.length;
      response.json({ links: [], count: items.length, hasMore, items, offset, totalResults: found.length });
    })
    .get('/:id', (request, response) => {
      const { id } = request.params;
      const { books } = simulator;
      const journal = standing(simulator, id);
      if (journal)
        response.json(
          journalRecord(journal, request.query.expandSubResources === 'true', books, collection()),
        );
      else refuse(response, 404, [noSuchRecord]);
    });
};
