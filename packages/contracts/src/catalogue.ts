import * as changeRequest from './change-request.v1.ts';
import { EntityChangedV1, GlNameChangedV1 } from './entity-changed.v1.ts';
import type { EventContract } from './envelope.ts';
import { ImportHistoryReadV1 } from './import-history-read.v1.ts';
import * as ledger from './ledger.v1.ts';
import * as notification from './notification.v1.ts';
import * as packet from './packet.v1.ts';
import { PacketContentFrozenV1 } from './packet-content-frozen.v1.ts';
import { PartyChangedV1 } from './party-changed.v1.ts';
import { PersonChangedV1 } from './person-changed.v1.ts';
import { RateListedV1 } from './rate-listed.v1.ts';
import * as receivable from './receivable.v1.ts';
import * as riskCase from './risk-case.v1.ts';
import { SyncShardRequestedV1 } from './sync-shard-requested.v1.ts';

const isContract = (value: unknown): value is EventContract =>
  typeof value === 'object' && value !== null && 'topic' in value && 'schema' in value;

const contractsOf = (module: object): readonly EventContract[] => Object.values(module).filter(isContract);

/** Every event this release can read or write, by type. */
export const catalogue: ReadonlyMap<string, EventContract> = new Map(
  [
    ...contractsOf(receivable),
    ...contractsOf(packet),
    PacketContentFrozenV1,
    ...contractsOf(ledger),
    ImportHistoryReadV1,
    ...contractsOf(riskCase),
    SyncShardRequestedV1,
    PersonChangedV1,
    EntityChangedV1,
    GlNameChangedV1,
    RateListedV1,
    PartyChangedV1,
    ...contractsOf(notification),
    ...contractsOf(changeRequest),
  ].map((contract) => [contract.type, contract]),
);
