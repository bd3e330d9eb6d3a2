import type { ChangeRequests } from '../../change-requests/change-requests.ts';
import type { Database } from '../../database/database.ts';
import type { CursorCodec } from '../../http/cursor.ts';
import { type Endpoint, endpoint, notFound } from '../../http/endpoint.ts';
import { pageOf } from '../../http/lists/list-query.ts';
import type { ResolveDeadLetters } from '../resolve.ts';
import type { deadLetterKind } from './dead-letter-kind.ts';
import { deadLetterList } from './dead-letter-list.ts';
import {
  byDeadLetter,
  deadLetterViews,
  dryRun,
  listedDeadLetter,
  operators,
  wholeDeadLetter,
} from './dead-letter-resource.ts';
import { fourEyesRoutes } from './four-eyes-routes.ts';
import { resolveRoutes } from './resolve-alone-routes.ts';
import { alreadyResolved, refusing } from './unresolved-dead-letter.ts';

/** An auditor follows what became of messages, bytes included, and changes nothing. */
const readers = { anyOf: ['OPERATOR', 'AUDITOR'] };

/** How a resolution becomes a change request, where two persons are needed. */
export type ResolutionChanges = {
  readonly changes: ChangeRequests;
  readonly kind: ReturnType<typeof deadLetterKind>;
};

/** What operators do about messages that could not be taken in; every service has these routes. */
export const deadLetterRoutes = (
  database: Database,
  consumers: ResolveDeadLetters,
  cursors: CursorCodec,
  resolutionChanges?: ResolutionChanges,
): readonly Endpoint[] => {
  const views = deadLetterViews(database, resolutionChanges ? 'four-eyes' : 'one-operator');
  return [
    endpoint({
      method: 'get',
      path: '/v1/dead-letters',
      summary:
        'Dead letters without the original messages, oldest first; only unresolved ones unless a state is given',
      access: readers,
      query: deadLetterList.query,
      answer: pageOf(listedDeadLetter),
      handle: async ({ query }) => ({ body: await views.list(deadLetterList.ask(query, cursors)) }),
    }),
    endpoint({
      method: 'get',
      path: '/v1/dead-letters/{id}',
      summary: 'One dead letter with its original message',
      access: readers,
      params: byDeadLetter,
      answer: wholeDeadLetter,
      handle: async ({ params }) => {
        const found = await views.find(params.id);
        return found ? { body: found.resource } : notFound('This dead letter');
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/dead-letters/{id}/replay/preview',
      summary: 'Preview: process the message once more, exactly as it was received',
      access: operators,
      refuses: refusing('already-resolved'),
      changesNothing: true,
      params: byDeadLetter,
      answer: dryRun,
      handle: async ({ params }) => {
        const found = await views.find(params.id);
        if (!found) return notFound('This dead letter');
        if (found.letter.state !== 'dead') return alreadyResolved(found.letter.state);
        return { body: await consumers.dryRun(found.letter) };
      },
    }),
    ...(resolutionChanges
      ? fourEyesRoutes(views, resolutionChanges.changes, resolutionChanges.kind)
      : resolveRoutes(views, consumers)),
  ];
};
