import { Migration } from '@mikro-orm/migrations';
import { changeRequestTables } from '@recoup/runtime/change-requests/tables/change-request-tables';
import { beginningTable, resendTables, runtimeTables } from '@recoup/runtime/database/tables/runtime-tables';
import { approvalGuards } from './0001/approval-guards.ts';
import { approvalRuleTables } from './0001/approval-rule-tables.ts';
import { auditTrailTables } from './0001/audit-trail-tables.ts';
import { decidedRules, ruleKinds } from './0001/decided-rules.ts';
import { decisionTables } from './0001/decision-tables.ts';
import { documentTables } from './0001/document-tables.ts';
import { executionTables } from './0001/execution-tables.ts';
import { packetGuards } from './0001/packet-guards.ts';
import { packetTables } from './0001/packet-tables.ts';
import { peopleGuards, peopleKinds } from './0001/people-guards.ts';
import { peopleTables } from './0001/people-tables.ts';
import { receivableTables } from './0001/receivable-tables.ts';
import { roleAssignmentTables } from './0001/role-assignment-tables.ts';
import { samePersonTables } from './0001/same-person-tables.ts';
import { submissionTables } from './0001/submission-tables.ts';

export class CreatePacketSchema extends Migration {
  override up(): void {
    for (const statement of [
      ...runtimeTables('packet'),
      beginningTable,
      ...resendTables,
      ...peopleTables,
      ...changeRequestTables('packet', 'person', [...peopleKinds, ...ruleKinds]),
      ...roleAssignmentTables,
      ...samePersonTables,
      ...peopleGuards,
      ...receivableTables,
      ...approvalRuleTables,
      ...packetTables,
      ...documentTables,
      ...submissionTables,
      ...decisionTables,
      ...executionTables,
      ...auditTrailTables,
      ...approvalGuards,
      ...decidedRules,
      ...packetGuards,
    ]) {
      this.addSql(statement);
    }
  }
}
