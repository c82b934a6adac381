-- Shifts ahead must not be looked for among years of them, with each change of the roster. As with boxes in 0014, row
-- security lets an index answer only what is leakproof: where a range begins tells nothing of a row that is not
-- returned. Where the owner may not say so, a city's shifts are read one by one.
create index shift_begins on shift (jurisdiction_id, (lower(during)));
do $$
begin
  alter function lower(anyrange) leakproof;
exception
  when insufficient_privilege then raise notice 'shifts are looked for by reading all of them under row-level security';
end
$$;
