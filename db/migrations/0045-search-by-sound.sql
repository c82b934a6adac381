-- Words are looked for by their sound: without case, accents and final sigma, in Greek or in the Latin letters of
-- keyboards and of the law (ELOT 743). The rules are those of api/src/contract/search-key.ts, in the same order; a test
-- holds the two together. Upper-case letters stand for sounds already decided.
create function search_key(said text) returns text language plpgsql immutable strict parallel safe as $$
declare
  key text := regexp_replace(normalize(said, NFD), '[\u0300-\u036f]+', '', 'g');
begin
  key := lower(key collate "C");
  key := translate(key, 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩς', 'αβγδεζηθικλμνξοπρστυφχψωσ');
  key := translate(key, 'αβγδεζηικλμνξοπρστυφω', 'avgdeziiklmnxoprstyfo');
  key := replace(replace(replace(key, 'θ', 'th'), 'χ', 'ch'), 'ψ', 'ps');
  key := btrim(regexp_replace(key, '[^a-z0-9]+', ' ', 'g'));
  key := regexp_replace(key, '(?<![a-z0-9])8(?=[a-z]{3})|(?<=[a-z])8(?=[a-z])', 'th', 'g');
  key := regexp_replace(key, '(?<=[a-z])3(?=[a-z])', 'x', 'g');
  key := replace(replace(replace(key, 'q', 'th'), 'th', 'T'), 'ph', 'f');
  key := replace(replace(replace(key, 'ks', 'x'), 'ch', 'x'), 'kh', 'x');
  key := regexp_replace(key, '(?<=[dg])h(?=[aeiouyw])', '', 'g');
  key := regexp_replace(key, 'h(?![aeiouyw])', 'i', 'g');
  key := translate(key, 'hjw', 'xxo');
  key := regexp_replace(key, 'o[uy]', 'U', 'g');
  key := regexp_replace(key, '([aei])[uy]', '\1v', 'g');
  key := replace(key, 'ai', 'e');
  key := regexp_replace(key, 'ei|oi|[uy]i|[uy]', 'i', 'g');
  key := translate(key, 'c', 'k');
  key := replace(replace(replace(key, 'mp', 'v'), 'b', 'v'), 'nt', 'd');
  key := regexp_replace(key, 'gx|ngx', 'nx', 'g');
  key := regexp_replace(key, 'g[gk]|ng|nk(?=[aeio])', 'g', 'g');
  key := regexp_replace(key, 'v(?=[kpstTfx])', 'f', 'g');
  key := regexp_replace(key, '([a-zTU])\1+', '\1', 'g');
  return replace(replace(key, 'T', 'th'), 'U', 'u');
end
$$;

-- numbers keep their doubled digits: the 22nd is not the 2nd
update street_name set search_key = search_key(name) where name ~ '[0-9]';

-- A blank before and after, so that a whole word can be asked for. An id stands as it is: it has no sound.
alter table request add search_text text not null generated always as (
  ' ' || search_key(description || ' ' || coalesce(address, '')) || ' ' || lower(public_id collate "C") || ' '
) stored;
alter table work_order add search_text text not null generated always as (
  ' ' || search_key(title || ' ' || coalesce(address, '')) || ' '
) stored;
alter table service add search_text text not null generated always as (
  ' ' || search_key(name_el || ' ' || name_en) || ' '
) stored;

drop index request_by_words;
create index request_by_words on request using gin (search_text gin_trgm_ops);
create index request_open_by_words on request using gin (search_text gin_trgm_ops) where is_open;
create index work_order_by_words on work_order using gin (search_text gin_trgm_ops);

-- As in 0022: like tells of a row it does not return only by failing on a pattern that ends in a lone backslash, and
-- every pattern here is made of letters, digits and blanks.
do $$
begin
  alter function textlike(text, text) leakproof;
exception
  when insufficient_privilege then raise notice 'searches by words read all requests under row-level security';
end
$$;
