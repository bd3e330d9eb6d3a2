import type { DatabaseOptions } from '@recoup/runtime/database/database';
import { Migration0001CreateMessages } from '../../migrations/0001-create-messages.ts';
import { Migration0002CreatePeople } from '../../migrations/0002-create-people.ts';
import { Migration0003CreateReceivables } from '../../migrations/0003-create-receivables.ts';
import { Migration0004CreateApprovalRules } from '../../migrations/0004-create-approval-rules.ts';
import { Migration0005CreatePackets } from '../../migrations/0005-create-packets.ts';
import { Migration0006CreateAuditTrail } from '../../migrations/0006-create-audit-trail.ts';
import { Migration0007CreatePeopleImports } from '../../migrations/0007-create-people-imports.ts';
import { Migration0008AddDiscards } from '../../migrations/0008-add-discards.ts';
import { Migration0009TendMessageTables } from '../../migrations/0009-tend-message-tables.ts';
import { PacketRow } from './packets/packet-row.ts';

/** The service's schema, what it maps and the migrations that build it, in order. */
export const packetDatabase = (url: string): DatabaseOptions => ({
  url,
  schema: 'packet',
  entities: [PacketRow],
  migrations: [
    Migration0001CreateMessages,
    Migration0002CreatePeople,
    Migration0003CreateReceivables,
    Migration0004CreateApprovalRules,
    Migration0005CreatePackets,
    Migration0006CreateAuditTrail,
    Migration0007CreatePeopleImports,
    Migration0008AddDiscards,
    Migration0009TendMessageTables,
  ],
});
