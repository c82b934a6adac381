-- Work on a plan goes on from one of its versions, the head: changes by hand and publishing start there and
-- nowhere else, so that of two dispatchers neither loses what the other did.
alter table plan add column head_version integer;

-- the version that was the head when this one was asked for; none where it was never to become it
alter table plan_version add column follows integer;
alter table plan_version add column act jsonb not null default '{"kind": "solve", "title": null}';
alter table plan_version add column name text not null default '' check (length(name) <= 60);
grant update (name) on plan_version to dromos_app;

-- the owner sees no rows of any city while row security is forced on it
alter table plan no force row level security;
alter table plan_version no force row level security;
update plan_version set follows = base_version;
update plan p set head_version = (
  select coalesce(max(v.version) filter (where v.status = 'published'), max(v.version))
  from plan_version v
  where v.jurisdiction_id = p.jurisdiction_id and v.plan_id = p.id and v.status in ('optimised', 'published')
);
alter table plan force row level security;
alter table plan_version force row level security;

alter table plan add constraint head_is_a_version foreign key (jurisdiction_id, id, head_version)
  references plan_version (jurisdiction_id, plan_id, version);
