import { createHash } from 'node:crypto';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { storedCurrency } from '@recoup/domain/currency';
import { oldestRateDays, rateOn } from '@recoup/domain/fx-rate';
import { money } from '@recoup/domain/money';
import { lockKeys } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { ApprovalPolicy } from '../../../domain/approval-policy/approval-policy.ts';
import { glNamesOf } from '../../../domain/legal-entity/mapping.ts';
import { approvalsOf, type Packet, type PacketId } from '../../../domain/packet/packet.ts';
import type { PacketContent } from '../../../domain/packet/packet-content.ts';
import type { UsedRate } from '../../../domain/packet/submission-record.ts';
import type { SubmissionRules } from '../../../domain/submission/submit-packet.ts';
import { policiesOn } from '../approval-policy/approval-policies.ts';
import { entitiesOf } from '../legal-entities/entity-copy.ts';
import { mappedAmong } from '../legal-entities/gl-names.ts';
import { oneWith, standsFor } from '../parties/one-party.ts';
import { peopleOf } from '../people/live-person.ts';
import { storedDay } from '../stored-day.ts';

export type RulesOf = {
  readonly packet: Packet;
  readonly content: PacketContent;
  readonly today: CalendarDate;
  readonly baseCurrency: Currency;
};

type RecentRow = {
  readonly id: PacketId;
  readonly attempt: number;
  readonly day: string;
  readonly commission: string;
  readonly whole: string;
};

/** The rules of the day for one submission. The caller holds the client's lock, so that no other submission is missed. */
export const submissionRules = async (
  database: Database,
  { packet, content, today, baseCurrency }: RulesOf,
): Promise<SubmissionRules> => {
  const entities = [...new Set(content.lines.map(({ receivable }) => receivable.entity))];
  const known = await entitiesOf(database, entities);
  const listed = content.lines
    .filter(({ receivable }) => known.get(receivable.entity)?.glMapping?.listedNames?.length)
    .flatMap(({ receivable }) => glNamesOf(receivable));
  const isMapped = await mappedAmong(database, listed);
  const policies = await policiesOn(database, today, entities);
  const policyOf = (entity: string): ApprovalPolicy => {
    const policy = policies.get(entity) ?? policies.get('*');
    if (!policy) throw new Error(`there is no approval policy for ${entity} on ${today}`);
    return policy;
  };
  const rates = await ratesFrom(database, packet.currency, today);
  const signers = await peopleOf(
    database,
    approvalsOf(packet).map(({ by }) => by.id),
  );
  const watchedDays = Math.max(0, ...entities.map((entity) => policyOf(entity).splitDays));
  const recent = await database.query<RecentRow>(sql`
    select packet.write_off_packet_id as id, submission.attempt, submission.submitted_on as day,
           submission.base_total_minor as commission, submission.base_whole_minor as whole
      from write_off_packet packet
      join packet_submission submission on submission.write_off_packet_id = packet.write_off_packet_id
           and submission.attempt = packet.submission_attempt
     where packet.client_id in ${oneWith(packet.client.id)} and packet.write_off_packet_id <> ${packet.id}
       and packet.base_currency = ${baseCurrency}
       and packet.submitted_on > ${addDays(today, -watchedDays)}::date and packet.submitted_on <= ${today}::date
       and packet.packet_status_cd not in ('CANCELLED', 'RECOVERED')`);
  const inBase = (minor: string) => money(BigInt(minor), baseCurrency);
  return {
    entityOf: (entity) => known.get(entity),
    isMapped,
    hasRateInto: (currency) => rateOn(rates, packet.currency, storedCurrency(currency), today) !== undefined,
    policyOf,
    rate: rateOn(rates, packet.currency, baseCurrency, today),
    recent: recent.map(({ id, attempt, day, commission, whole }) => ({
      packetId: id,
      attempt,
      on: storedDay(day),
      totals: { COMMISSION: inBase(commission), WHOLE_AMOUNT: inBase(whole) },
    })),
    signerOf: (id) => signers.get(id),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  };
};

/** Makes submissions of one client, and of all that are one party with it, follow each other until the transaction ends. */
export const lockClient = async (database: Database, clientId: string): Promise<void> => {
  await database.query(
    sql`select pg_advisory_xact_lock(${lockKeys('submittingForClient', standsFor(clientId))})`,
  );
};

/** The rates of a currency that may stand for a day, each in its latest version. */
const ratesFrom = async (
  database: Database,
  from: Currency,
  today: CalendarDate,
): Promise<readonly UsedRate[]> => {
  const rows = await database.query<{
    id: string;
    to: string;
    rate_day: string;
    rate: string;
    scale: number;
    version: number;
    source: string;
  }>(sql`
    select distinct on (to_currency, rate_day) fx_rate_id as id, to_currency as to, rate_day, rate, scale, version, source from fx_rate
     where from_currency = ${from}
       and rate_day between ${addDays(today, -oldestRateDays)}::date and ${today}::date
     order by to_currency, rate_day, version desc`);
  return rows.map((row) => ({
    from,
    to: storedCurrency(row.to),
    day: storedDay(row.rate_day),
    rate: BigInt(row.rate),
    scale: row.scale,
    listed: { id: row.id, version: row.version, source: row.source },
  }));
};
