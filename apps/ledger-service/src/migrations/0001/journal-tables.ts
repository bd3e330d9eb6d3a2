import { fixedPath } from './ledger-functions.ts';

/** Journals and their lines: each balances by itself, in its currency and in the functional currency of its entity. */
export const journalTables: readonly string[] = [
  `create table journal (
     journal_id          uuid        not null primary key,
     posting_event_id    uuid        not null,
     entity              text        not null,
     policy_version      text        not null,
     accounting_date     date        not null,
     currency            char(3)     not null,
     seq                 int         not null check (seq > 0),
     book                text        not null check (book in ('GL', 'MEMO')),
     reverses_journal_id uuid        unique references journal,
     created_at          timestamptz not null,
     constraint one_journal_of_an_event unique (posting_event_id, entity, currency, book, seq),
     constraint journal_under_a_policy foreign key (posting_event_id, entity, policy_version, accounting_date)
       references posting_entity (posting_event_id, entity, policy_version, accounting_date)
   )`,
  // The date of the posting stands here once more, so that one index walks journals by date.
  'create index journal_by_accounting_date on journal (accounting_date, journal_id)',
  'create index journal_by_entity on journal (entity, journal_id)',
  'create index journal_of_entity_by_date on journal (entity, accounting_date, journal_id)',
  // Lines come first and their journal closes them: whatever is added after it is refused.
  `create table journal_line (
     journal_id              uuid   not null references journal deferrable initially deferred,
     line_no                 int    not null check (line_no > 0),
     account_role            text   not null,
     side                    text   check (side in ('REV', 'PAY', 'TAX', 'FEE')),
     component               text   not null,
     department              text   not null,
     account_id              uuid,
     debtor_id               uuid,
     client_id               uuid   references party,
     counter_entity          text   references legal_entity,
     bank_account            text,
     reason                  text,
     debit_minor             bigint not null check (debit_minor >= 0),
     credit_minor            bigint not null check (credit_minor >= 0),
     functional_debit_minor  bigint not null check (functional_debit_minor >= 0),
     functional_credit_minor bigint not null check (functional_credit_minor >= 0),
     fx_rate_id              uuid   references fx_rate,
     primary key (journal_id, line_no),
     foreign key (account_id, debtor_id) references account (account_id, debtor_id),
     constraint line_is_debit_or_credit check
       ((debit_minor > 0) <> (credit_minor > 0)
        or debit_minor + credit_minor = 0 and account_role = 'FX' and functional_debit_minor + functional_credit_minor > 0),
     constraint line_is_valued_on_its_side check
       ((functional_debit_minor = 0 or credit_minor = 0) and (functional_credit_minor = 0 or debit_minor = 0)
        and (functional_debit_minor = 0 or functional_credit_minor = 0)),
     constraint line_without_rate_keeps_its_amount check
       (fx_rate_id is not null or (debit_minor, credit_minor) = (functional_debit_minor, functional_credit_minor)
        or account_role = 'FX'),
     constraint receivable_line_names_debtor check
       ((account_role = 'AR') = (account_id is not null) and (account_id is null) = (debtor_id is null)),
     constraint receivable_line_names_side check (account_role <> 'AR' or side is not null),
     constraint client_payable_line_names_client check ((account_role = 'CPAY') = (client_id is not null))
   )`,
  'create index journal_line_of_account on journal_line (account_id) where account_id is not null',
  'create index journal_line_of_client on journal_line (client_id) where client_id is not null',
  `create function journal_closes_its_lines() returns trigger language plpgsql ${fixedPath} as $$
     declare lines record;
     begin
       select count(*) as number, coalesce(sum(debit_minor - credit_minor), 0) as difference,
              coalesce(sum(functional_debit_minor - functional_credit_minor), 0) as functional_difference,
              bool_or(fx_rate_id is null and currency.functional_currency <> new.currency and account_role <> 'FX') as unvalued,
              bool_or(fx_rate_id is not null and currency.functional_currency = new.currency) as revalued,
              bool_or((rate.from_currency, rate.to_currency) <> (new.currency, currency.functional_currency)) as misvalued
         into lines
         from journal_line
         left join fx_rate rate using (fx_rate_id)
        cross join (select functional_currency from legal_entity where code = new.entity) currency
        where journal_id = new.journal_id;
       if lines.number = 0 or lines.difference <> 0 or lines.functional_difference <> 0 then
         raise exception 'journal % does not balance: % in its currency, % in the functional one', new.journal_id,
           lines.difference, lines.functional_difference using errcode = '23514', constraint = 'journal_balances';
       end if;
       if lines.unvalued or lines.revalued or lines.misvalued then
         raise exception 'journal % has a rate where it has none to have, none where it needs one, or another', new.journal_id
           using errcode = '23514', constraint = 'journal_valued_by_rate';
       end if;
       return new;
     end $$`,
  `create trigger journal_closes_its_lines before insert on journal
     for each row execute function journal_closes_its_lines()`,
  'alter table journal enable always trigger journal_closes_its_lines',
  `create function journal_line_before_its_journal() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from (select distinct journal_id from added) lines join journal using (journal_id)) then
         raise exception 'the journal is complete' using errcode = '23514';
       end if;
       return null;
     end $$`,
  `create trigger journal_line_before_its_journal after insert on journal_line
     referencing new table as added for each statement execute function journal_line_before_its_journal()`,
  'alter table journal_line enable always trigger journal_line_before_its_journal',
];
