import { createHash } from 'node:crypto';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { storedCurrency } from '@recoup/domain/currency';
import { oldestRateDays, rateOn } from '@recoup/domain/fx-rate';
import { money } from '@recoup/domain/money';
import { lockKeys } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { ApprovalPolicy } from '../../../domain/approval-policy/approval-route.ts';
import { approvalsOf, type Packet, type PacketId } from '../../../domain/packet/packet.ts';
import type { PacketContent } from '../../../domain/packet/packet-content.ts';
import type { UsedRate } from '../../../domain/packet/submission-record.ts';
import { splitWatchDays } from '../../../domain/submission/split-watch.ts';
import type { SubmissionRules } from '../../../domain/submission/submit-packet.ts';
import { entitiesOf } from '../legal-entities/entity-copy.ts';
import { oneWith, standsFor } from '../parties/one-party.ts';
import { peopleOf } from '../people/live-person.ts';
import { storedDay } from '../stored-day.ts';

export type RulesOf = {
  readonly packet: Packet;
  readonly content: PacketContent;
  readonly today: CalendarDate;
  readonly baseCurrency: Currency;
};

/** The rules of the day for one submission. The caller holds the client's lock, so that no other submission is missed. */
export const submissionRules = async (
  database: Database,
  { packet, content, today, baseCurrency }: RulesOf,
): Promise<SubmissionRules> => {
  const entities = [...new Set(content.lines.map(({ receivable }) => receivable.entity))];
  const known = await entitiesOf(database, entities);
  const policies = await policiesOn(database, today, entities);
  const everyEntity = policies.get('*');
  const rates = await ratesFrom(database, packet.currency, today);
  const signers = await peopleOf(
    database,
    approvalsOf(packet).map(({ by }) => by.id),
  );
  const recent = await database.query<{ id: PacketId; attempt: number; minor: string }>(sql`
    select write_off_packet_id as id, submission_attempt as attempt, base_total_minor as minor from write_off_packet
     where client_id in ${oneWith(packet.client.id)} and write_off_packet_id <> ${packet.id} and base_currency = ${baseCurrency}
       and submitted_on >= ${addDays(today, -splitWatchDays)}::date and submitted_on <= ${today}::date
       and (packet_status_cd in ('SUBMITTED', 'RESUBMITTED', 'COMPLETE') or packet_status_cd like 'APPROVED%')`);
  return {
    entityOf: (entity) => known.get(entity),
    hasRateInto: (currency) => rateOn(rates, packet.currency, storedCurrency(currency), today) !== undefined,
    policyOf: (entity) => {
      const policy = policies.get(entity) ?? everyEntity;
      if (!policy) throw new Error(`there is no approval policy for ${entity} on ${today}`);
      return policy;
    },
    rate: rateOn(rates, packet.currency, baseCurrency, today),
    recent: recent.map(({ id, attempt, minor }) => ({
      packetId: id,
      attempt,
      baseTotal: money(BigInt(minor), baseCurrency),
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

const policiesOn = async (
  database: Database,
  today: CalendarDate,
  entities: readonly string[],
): Promise<ReadonlyMap<string, ApprovalPolicy>> => {
  const rows = await database.query<{
    entity: string;
    version: number;
    cfo_from_minor: string;
    md_above_minor: string;
  }>(sql`
    select distinct on (entity) entity, version, cfo_from_minor, md_above_minor from approval_policy
     where entity = any (${[...entities, '*']}::text[]) and valid_from <= ${today}::date
     order by entity, version desc`);
  return new Map(
    rows.map((row) => [
      row.entity,
      {
        entity: row.entity,
        version: row.version,
        cfoFromMinor: BigInt(row.cfo_from_minor),
        mdAboveMinor: BigInt(row.md_above_minor),
      },
    ]),
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
