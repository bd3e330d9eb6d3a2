/** Legal entities, the systems that bill, and the content that two persons decide: policies, mappings, periods and rates. */
export const entityTables: readonly string[] = [
  `create table legal_entity (
     code                text        not null primary key,
     code_key            text        not null,
     entity_id           uuid        not null unique,
     name                text        not null,
     functional_currency char(3)     not null,
     time_zone           text        not null,
     calendar            text        not null,
     created_at          timestamptz not null,
     created_by          text        not null,
     change_request_id   uuid        references change_request,
     constraint entity_known_by_key unique (code_key),
     constraint entity_in_a_named_zone check (time_zone ~ '^(UTC|[A-Z][A-Za-z]+(/[A-Za-z0-9_+-]+)+)$')
   )`,
  // What the others were told last of each, so that they are told again when the general ledger can take something else.
  `create table published_entity (
     entity       text        not null primary key references legal_entity,
     content      jsonb       not null,
     published_at timestamptz not null
   )`,
  `create table source (
     code              text        not null primary key,
     code_key          text        not null,
     party_per_entity  boolean     not null,
     number_per_year   boolean     not null,
     names_vary        boolean     not null,
     echoes            text        not null check (echoes in ('ALL', 'WRITE_OFFS', 'NONE')),
     created_at        timestamptz not null,
     created_by        text        not null,
     change_request_id uuid        references change_request,
     constraint source_known_by_key unique (code_key)
   )`,
  `create table policy_version (
     entity                text        not null references legal_entity,
     kind                  text        not null,
     version               text        not null,
     content               jsonb       not null,
     content_hash          text        not null,
     proposed_by           text        not null,
     approved_by           text        not null,
     single_operator_since timestamptz,
     valid_from            date        not null,
     created_at            timestamptz not null,
     change_request_id     uuid        references change_request,
     primary key (entity, kind, version),
     constraint one_policy_from_a_day unique (entity, kind, valid_from),
     constraint policy_approved_by_another check (approved_by <> proposed_by
       or single_operator_since is not null and kind in ('RISK', 'CONTROL'))
   )`,
  // What our names are called in the general ledger; the last version holds. What comes back from there is an id: only whose a line is may
  // be named by an external one.
  `create table gl_mapping_version (
     version           int         not null primary key check (version > 0),
     content           jsonb       not null,
     content_hash      text        not null,
     proposed_by       text        not null,
     approved_by       text        not null,
     created_at        timestamptz not null,
     change_request_id uuid        references change_request,
     constraint gl_mapping_approved_by_another check (approved_by <> proposed_by),
     constraint gl_ids_can_be_compared check (
       not jsonb_path_exists(content - array['customers', 'vendors', 'accountExceptions'], '$.**?(@ like_regex "^eid:" flag "i")')
       and not jsonb_path_exists(content, '$.accountExceptions[*].id?(@ like_regex "^eid:" flag "i")')),
     constraint gl_memos_bear_by_items check (content ->> 'strategy' is distinct from 'CREDIT_MEMO'
       or not jsonb_path_exists(content, '$.accountExceptions[*] ? (@.role <> "AR")'))
   )`,
  'create table published_gl_mapping (version int not null primary key references gl_mapping_version)',
  // What was published last of each name that the mapping has or had.
  `create table published_gl_name (
     gl_name_id uuid    not null primary key,
     kind       text    not null check (kind in ('CUSTOMER', 'VENDOR', 'DEPARTMENT')),
     name       text    not null,
     mapped     boolean not null,
     sequence   int     not null,
     changed_by int     not null references published_gl_mapping,
     unique (kind, name)
   )`,
  'create index published_gl_name_by_version on published_gl_name (changed_by)',
  // A month of an entity in which something may be posted, or no longer. FOR SHARE needs a right to update some column.
  `create table accounting_period (
     entity     text        not null references legal_entity,
     month      char(7)     not null check (month ~ '^20\\d{2}-(0[1-9]|1[0-2])$'),
     state      text        not null check (state in ('OPEN', 'CLOSED', 'LOCKED')),
     changed_at timestamptz not null,
     changed_by text        not null,
     change_request_id uuid references change_request,
     primary key (entity, month)
   )`,
  `create table fx_rate (
     fx_rate_id    uuid    not null primary key,
     day           date    not null,
     from_currency char(3) not null,
     to_currency   char(3) not null,
     rate          bigint  not null check (rate > 0),
     scale         int     not null check (scale between 0 and 12),
     source        text    not null,
     version       int     not null,
     constraint fx_rate_of_a_day unique (from_currency, to_currency, day, version),
     constraint fx_rate_is_of_two_currencies check (from_currency <> to_currency)
   )`,
  // What minor units are worth, half to even, as the domain converts them.
  `create function at_ratio(minor bigint, numerator numeric, denominator numeric) returns bigint
     language sql immutable strict parallel safe
     return sign(minor::numeric) * (div(abs(minor) * numerator, denominator)
       + case when 2 * mod(abs(minor) * numerator, denominator) + mod(div(abs(minor) * numerator, denominator), 2) > denominator
              then 1 else 0 end)`,
];
