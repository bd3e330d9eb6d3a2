import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { growing } from './values.ts';

/** A client, debtor or agent as two people declared it one with others, or separate again; nobody speaks of those never declared so. */
export const PartyChangedV1 = contract(
  'recoup.party.changed.v1',
  topics.parties,
  z.object({
    partyId: z.uuid(),
    kind: growing(['CLIENT', 'DEBTOR', 'AGENT']),
    /** The party that stands for all that are one with it: sums over a party go by this id. Its own where it is one with no other. */
    onePartyId: z.uuid(),
  }),
);
