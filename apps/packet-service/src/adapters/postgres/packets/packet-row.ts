import { defineEntity, p } from '@mikro-orm/core';
import type { Criterion } from '../../../domain/eligibility/eligibility.ts';
import type { PacketId, RecoveryKind } from '../../../domain/packet/packet.ts';
import type { PacketStatusCode } from '../../../domain/packet/packet-status.ts';
import type { EventDate } from '../../../domain/people/act-context.ts';
import type { ApproverRole, PersonId } from '../../../domain/people/person.ts';

/** `write_off_packet`, column by column; a test proves that the migrations build the same. Checks and keys are theirs. */
const PacketRowSchema = defineEntity({
  name: 'PacketRow',
  tableName: 'write_off_packet',
  properties: {
    writeOffPacketId: p.uuid().$type<PacketId>().primary(),
    version: p.integer(),
    packetName: p.text(),
    nameKey: p.text(),
    clientId: p.uuid(),
    clientNumber: p.text(),
    clientName: p.text(),
    currency: p.text(),
    currencyExponent: p.integer(),
    packetEligibilityCriteriaCd: p.text().$type<Criterion>().nullable(),
    packetStatusCd: p.text().$type<PacketStatusCode>(),
    currentApproverRole: p.text().$type<ApproverRole>().nullable(),
    round: p.integer(),
    receivableCount: p.integer(),
    totalCommissionMinor: p.bigint('bigint'),
    totalCommissionAmt: p
      .decimal()
      .precision(22)
      .scale(4)
      .nullable()
      .generated(() => '(total_commission_minor / power(10::numeric, currency_exponent)) stored'),
    scopeVersion: p.integer(),
    createdByUserId: p.uuid().$type<PersonId>(),
    createdByName: p.text(),
    createdDt: p.datetime(),
    updatedDt: p.datetime(),
    updatedByUserId: p.uuid().$type<PersonId>().nullable(),
    submittedByUserId: p.uuid().$type<PersonId>().nullable(),
    submittedByName: p.text().nullable(),
    submittedDt: p.datetime().nullable(),
    submittedOn: p.date().nullable(),
    submissionAttempt: p.integer().nullable(),
    contentHash: p.text().nullable(),
    dossierHash: p.text().nullable(),
    partCount: p.integer().nullable(),
    totalRevenueMinor: p.bigint('bigint').nullable(),
    totalPayableMinor: p.bigint('bigint').nullable(),
    totalTaxMinor: p.bigint('bigint').nullable(),
    totalFeeMinor: p.bigint('bigint').nullable(),
    baseCurrency: p.text().nullable(),
    baseTotalMinor: p.bigint('bigint').nullable(),
    splitSumMinor: p.bigint('bigint').nullable(),
    route: p.array().$type<ApproverRole[]>().nullable(),
    policyVersion: p.text().nullable(),
    rejectedByUserId: p.uuid().$type<PersonId>().nullable(),
    rejectedByName: p.text().nullable(),
    rejectedRole: p.text().$type<ApproverRole>().nullable(),
    rejectedDt: p.datetime().nullable(),
    rejectionReason: p.text().nullable(),
    cashReceiptId: p.uuid().nullable(),
    receiptNo: p.text().nullable(),
    completedDt: p.datetime().nullable(),
    completedByUserId: p.uuid().$type<PersonId>().nullable(),
    writtenOffOn: p.json().$type<readonly EventDate[]>().nullable(),
    glStatus: p.text().nullable(),
    glDocumentCount: p.integer().default(0),
    glReportedCount: p.integer().default(0),
    recoveryRequestedByUserId: p.uuid().$type<PersonId>().nullable(),
    recoveryRequestedByName: p.text().nullable(),
    recoveryRequestedDt: p.datetime().nullable(),
    recoveryKind: p.text().$type<RecoveryKind>().nullable(),
    recoveryReason: p.text().nullable(),
    recoveredDt: p.datetime().nullable(),
    recoveredByUserId: p.uuid().$type<PersonId>().nullable(),
    deletedDt: p.datetime().nullable(),
  },
});
export class PacketRow extends PacketRowSchema.class {}
PacketRowSchema.setClass(PacketRow);
