import type { Readable } from 'node:stream';
import type { Endpoint, UploadedFile } from '@recoup/runtime/http/endpoint';
import type { Commands } from '../../../application/commands.ts';
import type { PeopleFile } from '../../../domain/people/people-columns.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { type PolicyRoutes, policyRoutes } from '../approval-policy/policy-routes.ts';
import type { peopleChangeKind } from '../people/people-change-kind.ts';
import { peopleImportRoutes } from '../people/people-import-routes.ts';
import { peopleRoutes } from '../people/people-routes.ts';
import { roleAssignmentRoutes } from '../people/role-assignment-routes.ts';
import type { samePersonKinds } from '../people/same-person-kinds.ts';
import { samePersonRoutes } from '../people/same-person-routes.ts';
import { type RateRoutes, rateRoutes } from '../rates/rate-routes.ts';
import { receivableSearch } from '../receivables/receivable-search-routes.ts';
import { commentRoutes } from './comment-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { decisionRoutes } from './decision-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { packetLists } from './packet-list-routes.ts';
import { packetRoutes } from './packet-routes.ts';
import { submissionRoutes } from './submission-routes.ts';

export type PacketEndpoints = PolicyRoutes &
  RateRoutes & {
    readonly commands: Commands;
    readonly people: PeopleStore;
    readonly readPeople: (file: UploadedFile) => Promise<PeopleFile>;
    readonly peopleKind: ReturnType<typeof peopleChangeKind>;
    readonly samePersonKinds: ReturnType<typeof samePersonKinds>;
    readonly readDocument: (sha256: string) => Readable;
    readonly today: Clock['today'];
  };

/** Everything the service answers over HTTP: the table of contents of what can be done with packets. */
export const packetEndpoints = (parts: PacketEndpoints): readonly Endpoint[] => {
  const { database, commands, people, today, cursors } = parts;
  return [
    ...receivableSearch(database, cursors, today),
    ...packetLists(database, cursors),
    ...packetRoutes({ database, cursors, commands }),
    ...contentRoutes({ database, cursors, today, commands }),
    ...commentRoutes(database, commands.writeComment),
    ...documentRoutes({ database, commands, read: parts.readDocument }),
    ...submissionRoutes(database, cursors),
    ...decisionRoutes({ database, people, today, commands }),
    ...peopleImportRoutes({ ...parts, read: parts.readPeople, kind: parts.peopleKind }),
    ...peopleRoutes({ database, cursors, today, whole: people.some }),
    ...samePersonRoutes({ kinds: parts.samePersonKinds, changes: parts.changes }),
    ...roleAssignmentRoutes(database, cursors),
    ...policyRoutes(parts),
    ...rateRoutes(parts),
  ];
};
