import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { typedLines } from '@recoup/runtime/http/input/typed-text';
import type { Registry } from '../../../ports/registry.ts';

/** What the routes of something need that is listed, and that two persons decide. */
export type ProposalRoutes<Payload> = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly changes: ChangeRequests;
  readonly kind: ChangeKindOf<Payload>;
  readonly registry: Pick<Registry, 'entities'>;
};

export const reason = typedLines(4_000);
