import { fixedPath } from './ledger-functions.ts';

/** Every change of a balance, and what keeps balances at their opening plus their movements. */
export const movementTables: readonly string[] = [
  `create table receivable_movement (
     posting_event_id       uuid   not null references posting_event,
     billing_item_detail_id uuid   not null references billing_item_detail,
     side                   text   not null,
     component              text   not null,
     kind                   text   not null
       check (kind in ('CHARGE', 'SOURCE_STATED', 'CASH', 'CREDIT', 'WRITE_OFF', 'WRITE_DOWN', 'TRANSFER', 'FX')),
     amount_minor           bigint not null,
     functional_minor       bigint,
     worksheet_id           uuid   references cash_receipt_worksheet,
     department             text,
     primary key (posting_event_id, billing_item_detail_id, side, component, kind),
     constraint application_in_its_department check ((worksheet_id is null) = (department is null)),
     constraint movement_moves_something check (amount_minor <> 0 or (kind = 'FX' and functional_minor <> 0))
   )`,
  'create index movement_of_receivable on receivable_movement (billing_item_detail_id)',
  'create index movement_of_worksheet on receivable_movement (worksheet_id) where worksheet_id is not null',
  `create table memo_movement (
     posting_event_id       uuid   not null references posting_event,
     packet_id              uuid   not null,
     billing_item_detail_id uuid   not null references billing_item_detail,
     kind                   text   not null check (kind in ('EXECUTED', 'RECOVERED', 'CLOSED_OUT')),
     amount_minor           bigint not null check (amount_minor <> 0),
     primary key (posting_event_id, billing_item_detail_id, kind)
   )`,
  'create index memo_movement_of_packet on memo_movement (packet_id)',
  // Only this function writes balances. The runtime role may not, so that opening plus movements is what is open, always.
  `create function post_movements() returns trigger language plpgsql security definer ${fixedPath} as $$
     begin
       if exists (select from (select distinct posting_event_id from added) event join posting_event using (posting_event_id)
                   where posting_event.written_in <> pg_current_xact_id()) then
         raise exception 'movements are written with their posting event' using errcode = '23514';
       end if;
       if exists (select from added
                    join billing_item_detail using (billing_item_detail_id) join billing_item item using (billing_item_id)
                    left join posting_entity posted
                           on posted.posting_event_id = added.posting_event_id and posted.entity = item.entity
                   where posted.entity is null) then
         raise exception 'a movement has no date and period of its entity' using errcode = '23514';
       end if;
       if exists (select from added
                    join billing_item_detail using (billing_item_detail_id) join billing_item item using (billing_item_id)
                    join legal_entity on legal_entity.code = item.entity and functional_currency = item.currency
                   where added.functional_minor is distinct from added.amount_minor) then
         raise exception 'a movement in the functional currency is worth its own amount'
           using errcode = '23514', constraint = 'movement_valued_by_currency';
       end if;
       if exists (select from added join billing_item_detail using (billing_item_detail_id)
                   where added.kind = 'SOURCE_STATED' and write_off_status_cd = 'WRITTEN_OFF') then
         raise exception 'what a source says never moves what is written off'
           using errcode = '23514', constraint = 'source_moves_nothing_written_off';
       end if;
       if exists (select from added join posting_event event using (posting_event_id)
                    join closed_at_source_candidate candidate using (billing_item_detail_id)
                   where event.transaction_type = 'WRITE_OFF' and candidate.ended_at is null) then
         raise exception 'what may be closed at its source is not written off'
           using errcode = '23514', constraint = 'candidate_is_not_written_off';
       end if;
       insert into receivable_side (billing_item_detail_id, side, component, opened_by_event_id, opening_minor, open_minor,
                                    opening_functional_minor, open_functional_minor, stated_minor)
       select distinct on (billing_item_detail_id, side, component)
              billing_item_detail_id, side, component, posting_event_id, 0, 0, 0, 0, 0
         from added
        where not exists (select from receivable_side known
                           where known.billing_item_detail_id = added.billing_item_detail_id
                             and known.side = added.side and known.component = added.component);
       update receivable_side balance
          set open_minor = balance.open_minor + moved.amount_minor,
              open_functional_minor = balance.open_functional_minor + moved.functional_minor
         from (select billing_item_detail_id, side, component, sum(amount_minor) as amount_minor,
                      sum(functional_minor) as functional_minor
                 from added group by billing_item_detail_id, side, component) moved
        where balance.billing_item_detail_id = moved.billing_item_detail_id
          and balance.side = moved.side and balance.component = moved.component;
       update billing_item_detail detail
          set write_off_status_cd = case event.transaction_type when 'WRITE_OFF' then 'WRITTEN_OFF' else 'RECOVERED' end,
              write_off_packet_id = event.source_id
         from (select distinct billing_item_detail_id, posting_event_id from added where kind = 'WRITE_OFF') moved
         join posting_event event using (posting_event_id)
        where detail.billing_item_detail_id = moved.billing_item_detail_id;
       update billing_item item set open_item_ind = open.any_side
         from (select detail.billing_item_id, bool_or(balance.open_minor > 0) as any_side
                 from billing_item_detail detail join receivable_side balance using (billing_item_detail_id)
                where detail.billing_item_id in (
                      select billing_item_id from billing_item_detail
                       where billing_item_detail_id in (select billing_item_detail_id from added))
                group by detail.billing_item_id) open
        where item.billing_item_id = open.billing_item_id and item.open_item_ind <> open.any_side;
       return null;
     end $$`,
  `create trigger post_movements after insert on receivable_movement
     referencing new table as added for each statement execute function post_movements()`,
  'alter table receivable_movement enable always trigger post_movements',
  `create function open_sides() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from added where open_minor <> opening_minor
                     or open_functional_minor is distinct from opening_functional_minor) then
         raise exception 'a side opens with its opening balance' using errcode = '23514';
       end if;
       if exists (select from (select distinct opened_by_event_id from added) opened
                    join posting_event on posting_event_id = opened_by_event_id
                   where posting_event.written_in <> pg_current_xact_id()) then
         raise exception 'sides are opened with their posting event' using errcode = '23514';
       end if;
       return null;
     end $$`,
  `create trigger open_sides after insert on receivable_side
     referencing new table as added for each statement execute function open_sides()`,
  'alter table receivable_side enable always trigger open_sides',
];
