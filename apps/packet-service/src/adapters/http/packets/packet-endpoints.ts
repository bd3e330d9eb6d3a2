import type { Readable } from 'node:stream';
import type { Currency } from '@recoup/domain/currency';
import type { Database } from '@recoup/runtime/database/database';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import type { Endpoint, UploadedFile } from '@recoup/runtime/http/endpoint';
import { askForRecovery } from '../../../application/packet/ask-for-recovery.ts';
import { attachDocument } from '../../../application/packet/attach-document.ts';
import {
  addReceivables,
  removeReceivables,
  setCriteria,
} from '../../../application/packet/change-receivables.ts';
import { createPacket } from '../../../application/packet/create-packet.ts';
import { decidePacket } from '../../../application/packet/decide-packet.ts';
import { editPacket } from '../../../application/packet/edit-packet.ts';
import { cancelPacket, deletePacket } from '../../../application/packet/end-packet.ts';
import { submitPacket } from '../../../application/packet/submit-packet.ts';
import { writeComment } from '../../../application/packet/write-comment.ts';
import { approvePeople, rejectPeople } from '../../../application/people/decide-people-import.ts';
import { proposePeople } from '../../../application/people/propose-people.ts';
import type { PacketId } from '../../../domain/packet/packet.ts';
import type { DocumentId } from '../../../domain/packet/packet-content.ts';
import type { PeopleFile } from '../../../domain/people/people-file.ts';
import type { PeopleImportId } from '../../../domain/people/people-import.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { DocumentVault } from '../../../ports/packet/document-vault.ts';
import type { PacketStore } from '../../../ports/packet/packet-store.ts';
import type { PeopleImports } from '../../../ports/people/people-imports.ts';
import type { PeopleStore } from '../../../ports/people/people-store.ts';
import { peopleImportRoutes } from '../people/people-import-routes.ts';
import { peopleRoutes } from '../people/people-routes.ts';
import { receivableSearch } from '../receivables/receivable-search.ts';
import { commentRoutes } from './comment-routes.ts';
import { contentRoutes } from './content-routes.ts';
import { decisionRoutes } from './decision-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { packetLists } from './packet-lists.ts';
import { packetRoutes } from './packet-routes.ts';

export type PacketEndpoints = {
  readonly database: Database;
  readonly packets: PacketStore;
  readonly people: PeopleStore;
  readonly peopleImports: PeopleImports;
  readonly readPeople: (file: UploadedFile) => Promise<PeopleFile>;
  readonly vault: DocumentVault & { readonly read: (sha256: string) => Readable };
  readonly clock: Clock;
  readonly newId: () => string;
  readonly baseCurrency: Currency;
  readonly cursors: CursorCodec;
  readonly uploadsADay: number;
};

/** Everything the service answers over HTTP: the table of contents of what can be done with packets. */
export const packetEndpoints = (parts: PacketEndpoints): readonly Endpoint[] => {
  const { database, packets, people, vault, clock, newId, baseCurrency, cursors } = parts;
  const { today } = clock;
  return [
    ...receivableSearch(database, cursors, today),
    ...packetLists(database, cursors),
    ...packetRoutes({
      database,
      cursors,
      create: createPacket(packets, clock, () => newId() as PacketId, baseCurrency),
      edit: editPacket(packets, clock),
      remove: deletePacket(packets, clock),
    }),
    ...contentRoutes({
      database,
      cursors,
      today,
      add: addReceivables(packets, clock),
      remove: removeReceivables(packets, clock),
      setCriteria: setCriteria(packets, clock),
    }),
    ...commentRoutes(database, writeComment(packets, clock)),
    ...documentRoutes({
      database,
      attach: attachDocument(packets, vault, clock, () => newId() as DocumentId),
      read: vault.read,
      uploadsADay: parts.uploadsADay,
    }),
    ...decisionRoutes({
      database,
      people,
      today,
      submit: submitPacket(packets, clock),
      decide: decidePacket(packets, clock),
      cancel: cancelPacket(packets, clock),
      recover: askForRecovery(packets, clock),
    }),
    ...peopleImportRoutes({
      database,
      cursors,
      read: parts.readPeople,
      propose: proposePeople(parts.peopleImports, clock, () => newId() as PeopleImportId),
      approve: approvePeople(parts.peopleImports, clock),
      reject: rejectPeople(parts.peopleImports, clock),
    }),
    ...peopleRoutes(database, people, today, baseCurrency),
  ];
};
