-- The ground: extensions, the application's role and the one way a tenant table is protected.

create extension if not exists postgis;
create extension if not exists btree_gist;
create extension if not exists pg_trgm;

do $$
begin
  create role dromos_app nologin;
exception
  when duplicate_object or unique_violation then null;
end
$$;

do $$
begin
  execute format('grant dromos_app to %I', current_user);
end
$$;

grant usage on schema public to dromos_app;

create function current_jurisdiction() returns text
  language sql stable parallel safe
  as $$ select nullif(current_setting('dromos.jurisdiction_id', true), '') $$;

-- Row-level security for one tenant table: the application sees and touches the rows of the
-- jurisdiction its transaction was opened for, and has no more privileges than are named here.
create procedure protect_tenant_table(target regclass, privileges text)
  language plpgsql
  as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy tenant on %s using (jurisdiction_id = (select current_jurisdiction())) with check (jurisdiction_id = (select current_jurisdiction()))',
    target
  );
  execute format('grant %s on %s to dromos_app', privileges, target);
end
$$;

-- The ancestor of an H3 cell at a coarser resolution: the resolution bits are set and
-- every digit below it is filled with ones (H3 index layout, bits 52-55 and 3 bits a digit).
create function cell_parent(cell bigint, resolution integer) returns bigint
  language sql immutable parallel safe strict
  as $$
    select (cell & ~(15::bigint << 52)) | (resolution::bigint << 52) | ((1::bigint << (3 * (15 - resolution))) - 1)
  $$;
