/**
 * The canonical text of JSON as `canonicalJson` writes it, so that the database hashes what is proposed as the service does. Numbers
 * are written as they are kept, which is the same for all that need no exponent.
 */
export const canonicalJsonFunction = (schema: string): string =>
  `create function canonical_json(value jsonb) returns text language plpgsql immutable parallel safe as $$
     begin
       return case jsonb_typeof(value)
         when 'object' then (
           select '{' || coalesce(string_agg(to_json(name)::text || ':' || case when jsonb_typeof(member) in ('object', 'array')
                                    then ${schema}.canonical_json(member) else member::text end, ','
                                  order by ${byCodeUnits('name')}), '') || '}'
             from jsonb_each(value) as each (name, member))
         when 'array' then (
           select '[' || coalesce(string_agg(case when jsonb_typeof(member) in ('object', 'array')
                                    then ${schema}.canonical_json(member) else member::text end, ',' order by ordinal), '') || ']'
             from jsonb_array_elements(value) with ordinality as element (member, ordinal))
         else value::text end;
     end $$`;

/** Characters beyond the first 65,536 sort among UTF-16 code units after U+D7FF and before U+E000, whatever comes after them. */
const byCodeUnits = (name: string): string =>
  `regexp_replace(${name}, '([\\U00010000-\\U0010FFFF])', U&'\\D7FF' || '\\1', 'g') collate "C"`;

/** The SHA-256 by which a row of `change_request` is named, as `contentHashOf` makes it. */
export const contentHashOfRow = (schema: string, row: string): string =>
  `encode(sha256(convert_to(${schema}.canonical_json(jsonb_build_object('kind', ${row}.kind, 'subject', ${row}.subject,
     'payload', ${row}.payload, 'before', ${row}.before, 'validFrom', to_char(${row}.valid_from, 'YYYY-MM-DD'))), 'UTF8')), 'hex')`;
