import { type Response, Router } from 'express';
import { errorEnvelope, type GlErrorDetail, noSuchRecord } from './error-envelope.ts';
import { JournalBody, shapeErrors, unknownProperties, withoutUnknown } from './journal-body.ts';
import type { PostedJournal } from './journal-book.ts';
import { journalRecord } from './journal-record.ts';
import type { NetsuiteSimulator } from './netsuite-simulator.ts';
import { journalErrors } from './validation.ts';

export const recordPath = '/services/rest/record/v1/journalEntry';
const search = /^externalId IS "([A-Za-z0-9_-]+)"$/;
const pageMax = 1_000;

const refuse = (response: Response, status: number, details: readonly GlErrorDetail[]): void => {
  response
    .status(status)
    .type('application/vnd.oracle.resource+json; type=error')
    .send(JSON.stringify(errorEnvelope(status, details)));
};

const duplicate: GlErrorDetail = {
  detail: 'Error while accessing resource: This record already exists.',
  code: 'DUP_RCRD',
  path: 'externalId',
};

/** Checks a body and posts it; answers the journal, or what is wrong. */
const post = (
  simulator: NetsuiteSimulator,
  body: unknown,
  names: string,
): PostedJournal | readonly GlErrorDetail[] => {
  const parsed = JournalBody.safeParse(body);
  if (!parsed.success) return shapeErrors(body, parsed.error);
  const unknown = names.toLowerCase() === 'error' ? unknownProperties(parsed.data) : [];
  const tranDate = parsed.data.tranDate ?? simulator.now().toISOString().slice(0, 10);
  const errors = [...unknown, ...journalErrors(parsed.data, tranDate, simulator.books)];
  if (errors.length > 0) return errors;

  const { externalId } = parsed.data;
  const existing = externalId === undefined ? undefined : simulator.journals.byExternalId(externalId);
  const { duplicateExternalId, approvals } = simulator.settings();
  if (existing) return duplicateExternalId === 'accept' ? existing : [duplicate];
  return simulator.journals.post({
    tranDate,
    approved: !approvals,
    createdAt: simulator.now().toISOString(),
    body: withoutUnknown(parsed.data),
  });
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

/** The `journalEntry` record: POST, GET by id or `eid:`, and the list of links. */
export const journalEntries = (simulator: NetsuiteSimulator, address: () => string): Router => {
  const collection = () => `${address()}${recordPath}`;
  return Router()
    .post('/', (request, response) => {
      const posted = post(
        simulator,
        request.body,
        request.get('x-netsuite-propertynamevalidation') ?? 'Warning',
      );
      if ('id' in posted) response.status(204).location(`${collection()}/${posted.id}`).end();
      else refuse(response, 400, posted);
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
      const { journals, books } = simulator;
      const journal = id.startsWith('eid:') ? journals.byExternalId(id.slice(4)) : journals.byId(id);
      if (journal)
        response.json(
          journalRecord(journal, request.query.expandSubResources === 'true', books, collection()),
        );
      else refuse(response, 404, [noSuchRecord]);
    });
};
