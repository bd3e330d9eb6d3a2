import { Migration } from '@mikro-orm/migrations';
import { changeRequestTables } from '@recoup/runtime/change-requests/tables/change-request-tables';
import { beginningTable, resendTables, runtimeTables } from '@recoup/runtime/database/tables/runtime-tables';
import { approvalRuleTables } from './0001/approval-rule-tables.ts';
import { auditTrailTables } from './0001/audit-trail-tables.ts';
import { packetGuards } from './0001/packet-guards.ts';
import { packetTables } from './0001/packet-tables.ts';
import { peopleTables } from './0001/people-tables.ts';
import { receivableTables } from './0001/receivable-tables.ts';

export class CreatePacketSchema extends Migration {
  override up(): void {
    for (const statement of [
      ...runtimeTables('packet'),
      beginningTable,
      ...resendTables,
      ...peopleTables,
      ...receivableTables,
      ...approvalRuleTables,
      ...packetTables,
      ...auditTrailTables,
      ...changeRequestTables('packet', 'person', [{ kind: 'PEOPLE', alone: false, subject: null }]),
      ...packetGuards,
    ]) {
      this.addSql(statement);
    }
  }
}
