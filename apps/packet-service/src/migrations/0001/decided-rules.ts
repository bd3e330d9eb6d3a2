import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

const fixedPath = fixedPathOf('packet');

/** What two persons decide beside people, and what of its payload each is about. */
export const ruleKinds = [
  { kind: 'APPROVAL_POLICY', alone: false, subject: `payload ->> 'entity'` },
  { kind: 'RATES', alone: false, subject: null },
];

/** A rate and a text such as `1.0900` are compared as numbers, since a list may write zeros that change nothing. */
const ofList = `
  (listed ->> 'from', listed ->> 'to', (listed ->> 'day')::date, request.payload ->> 'source', (listed ->> 'rate')::numeric)
    = (added.from_currency, added.to_currency, added.rate_day, added.source, added.rate / 10::numeric ^ added.scale)`;

/** A row that the owner of the tables writes without a request is what an installation begins with. */
const ownersOwn = `pg_has_role((select relowner from pg_class where oid = tg_relid), 'USAGE')`;

/** A request is carried out in the transaction that approves it, so that nobody takes an old one for something new. */
const inForce = `request.state = 'APPROVED' and request.decided_in = pg_current_xact_id()`;

/** Policies and rates stand only because two persons decided them. */
export const decidedRules: readonly string[] = [
  'alter table approval_policy add foreign key (change_request_id) references change_request',
  'alter table fx_rate add foreign key (change_request_id) references change_request',
  'create index fx_rate_of_request on fx_rate (change_request_id) where change_request_id is not null',
  `create function approval_policy_is_decided() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if new.change_request_id is null and ${ownersOwn}
          or exists (select from change_request request
                      where request.change_request_id = new.change_request_id and ${inForce} and request.kind = 'APPROVAL_POLICY'
                        and new.valid_from > request.decided_on
                        and request.payload = jsonb_build_object('entity', new.entity,
                              'validFrom', to_char(new.valid_from, 'YYYY-MM-DD'), 'steps', new.steps, 'base', new.base,
                              'splitDays', new.split_days)) then
         return new;
       end if;
       raise exception 'an approval policy must be decided by two persons, or come with the installation'
         using errcode = 'check_violation', constraint = 'approval_policy_is_decided';
     end $$`,
  `create trigger approval_policy_is_decided before insert on approval_policy
     for each row execute function approval_policy_is_decided()`,
  'alter table approval_policy enable always trigger approval_policy_is_decided',
  // By statement, so that a long list is compared once.
  `create function fx_rate_is_decided() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from added
                   where not (added.change_request_id is null and ${ownersOwn})
                     and not exists (select from change_request request
                                      cross join jsonb_array_elements(request.payload -> 'rates') as listed
                                      where request.change_request_id = added.change_request_id and ${inForce}
                                        and request.kind = 'RATES' and ${ofList})) then
         raise exception 'a rate must be decided by two persons, or come with the installation'
           using errcode = 'check_violation', constraint = 'fx_rate_is_decided';
       end if;
       return null;
     end $$`,
  `create trigger fx_rate_is_decided after insert on fx_rate referencing new table as added
     for each statement execute function fx_rate_is_decided()`,
  'alter table fx_rate enable always trigger fx_rate_is_decided',
];
