-- A change by hand makes a version of which nearly all routes are what they were. A route and its stops are stored once,
-- by the version that they were made in, and each version names those that are its own: a plan costs what was changed in
-- it, not its length times its versions.
alter table route rename to stored_route;
alter table stored_route rename column version to made_in;
alter table stop rename to stored_stop;
alter table stored_stop rename column version to made_in;

create table version_route (
  jurisdiction_id text not null,
  plan_id bigint not null,
  version integer not null,
  crew_id integer not null,
  made_in integer not null,
  primary key (jurisdiction_id, plan_id, version, crew_id),
  foreign key (jurisdiction_id, plan_id, version) references plan_version (jurisdiction_id, plan_id, version),
  foreign key (jurisdiction_id, plan_id, made_in, crew_id)
    references stored_route (jurisdiction_id, plan_id, made_in, crew_id)
);
call protect_tenant_table('version_route', 'select, insert');
insert into version_route (jurisdiction_id, plan_id, version, crew_id, made_in)
select jurisdiction_id, plan_id, made_in, crew_id, made_in from stored_route;

create view route with (security_invoker = true) as
select v.jurisdiction_id, v.plan_id, v.version, v.crew_id, r.shift_id, r.starts_at, r.ends_at, r.travel_seconds,
  r.service_seconds, r.wait_seconds, r.overtime_seconds, r.distance_meters, r.geom
from version_route v
join stored_route r on r.jurisdiction_id = v.jurisdiction_id and r.plan_id = v.plan_id and r.made_in = v.made_in
  and r.crew_id = v.crew_id;
grant select on route to dromos_app;

create view stop with (security_invoker = true) as
select v.jurisdiction_id, v.plan_id, v.version, v.crew_id, s.position, s.kind, s.task_id, s.arrival_at, s.start_at,
  s.end_at, s.travel_seconds, s.distance_meters, s.late_seconds, s.geom
from version_route v
join stored_stop s on s.jurisdiction_id = v.jurisdiction_id and s.plan_id = v.plan_id and s.made_in = v.made_in
  and s.crew_id = v.crew_id;
grant select on stop to dromos_app;
