import { fixedPath } from './ledger-functions.ts';

const pair = ['partyId', 'otherPartyId'].map((party) => `payload ->> '${party}' collate "C"`).join(', ');
const ofPairs = `least(${pair}) || ' ' || greatest(${pair})`;

/** What two persons decide in the ledger beside dead letters, and what of its payload each is about. */
export const decidedKinds = [
  { kind: 'ENTITY', alone: false, subject: `payload ->> 'code'` },
  { kind: 'SOURCE', alone: false, subject: `payload ->> 'code'` },
  { kind: 'POSTING_POLICY', alone: false, subject: `payload ->> 'entity'` },
  { kind: 'GL_MAPPING', alone: false, subject: `'general ledger'` },
  { kind: 'PERIOD', alone: false, subject: `(payload ->> 'entity') || ' ' || (payload ->> 'month')` },
  { kind: 'GL_DOCUMENT', alone: false, subject: `payload ->> 'glDocumentId'` },
  { kind: 'PARTY_SAME_AS', alone: false, subject: ofPairs },
  { kind: 'PARTY_SEPARATION', alone: false, subject: ofPairs },
];

const ofFourEyes = '(new.proposed_by, new.approved_by) = (request.proposed_by, request.decided_by)';

/** Whether a declaration is about the two parties of the request, whichever of them was named first. */
const ofPair = (row: string): string =>
  `array[${row}.party_id::text, ${row}.other_party_id::text]
         <@ array[request.payload ->> 'partyId', request.payload ->> 'otherPartyId']`;

/** Of each table, which approved request a row needs. */
const decisions: readonly (readonly [table: string, fits: string])[] = [
  [
    'legal_entity',
    `request.kind = 'ENTITY' and request.payload @> jsonb_build_object('code', new.code, 'name', new.name,
       'functionalCurrency', new.functional_currency, 'timeZone', new.time_zone, 'calendar', new.calendar)`,
  ],
  [
    'source',
    `request.kind = 'SOURCE' and request.payload @> jsonb_build_object('code', new.code, 'partyPerEntity', new.party_per_entity,
       'numberPerYear', new.number_per_year, 'namesVary', new.names_vary, 'echoes', new.echoes)`,
  ],
  // The first policy of an entity comes with it, by the rules and on the day that were decided. Rules are compared whole: `@>` would let
  // one that leaves some of them out pass.
  [
    'policy_version',
    `new.kind = 'POSTING' and ${ofFourEyes} and new.content = request.payload -> 'rules'
       and (request.kind = 'POSTING_POLICY' and new.valid_from >= request.decided_on and request.payload @> jsonb_build_object(
              'entity', new.entity, 'validFrom', to_char(new.valid_from, 'YYYY-MM-DD'))
         or request.kind = 'ENTITY' and new.valid_from = request.decided_on and new.version = '1'
              and request.payload ->> 'code' = new.entity)`,
  ],
  ['gl_mapping_version', `request.kind = 'GL_MAPPING' and request.payload = new.content and ${ofFourEyes}`],
  [
    'accounting_period',
    `request.kind = 'PERIOD'
       and request.payload @> jsonb_build_object('entity', new.entity, 'month', new.month, 'state', new.state)`,
  ],
  [
    'party_same_as',
    `request.kind = 'PARTY_SAME_AS' and new.same_from = request.decided_on and ${ofFourEyes}
       and ${ofPair('new')}`,
  ],
  [
    'party_separation',
    `request.kind = 'PARTY_SEPARATION' and new.separate_from = request.decided_on and ${ofFourEyes}
       and exists (select from party_same_as declared
                    where declared.party_same_as_id = new.party_same_as_id and ${ofPair('declared')})`,
  ],
];

/** A request is carried out in the transaction that approves it, so that nobody takes an old one for something new. */
const isDecided = ([table, fits]: (typeof decisions)[number]): string =>
  `create function ${table}_is_decided() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if new.change_request_id is null and pg_has_role((select relowner from pg_class where oid = tg_relid), 'USAGE')
          or exists (select from change_request request
                      where request.change_request_id = new.change_request_id and request.state = 'APPROVED'
                        and request.decided_in = pg_current_xact_id() and ${fits}) then
         return new;
       end if;
       raise exception 'a row of % must be decided by two persons, or come with the installation', tg_table_name
         using errcode = '23514', constraint = '${table}_is_decided';
     end $$`;

/** What stands only because two persons decided it, save for what the owner of the tables begins an installation with. */
export const decidedRows: readonly string[] = [
  ...decisions.map(isDecided),
  ...decisions.flatMap(([table]) => [
    `create trigger ${table}_is_decided before insert on ${table} for each row
       ${table === 'accounting_period' ? `when (new.state <> 'OPEN') ` : ''}execute function ${table}_is_decided()`,
    `alter table ${table} enable always trigger ${table}_is_decided`,
  ]),
  `create trigger accounting_period_moves before update on accounting_period
     for each row when (old.state <> 'LOCKED') execute function accounting_period_is_decided()`,
  'alter table accounting_period enable always trigger accounting_period_moves',
  `create function accounting_period_is_locked() returns trigger language plpgsql ${fixedPath} as $$
     begin
       raise exception 'month % of % is locked for ever', old.month, old.entity
         using errcode = '23514', constraint = 'accounting_period_is_locked';
     end $$`,
  `create trigger accounting_period_is_locked before update or delete on accounting_period
     for each row when (old.state = 'LOCKED') execute function accounting_period_is_locked()`,
  'alter table accounting_period enable always trigger accounting_period_is_locked',
];
