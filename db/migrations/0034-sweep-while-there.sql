-- Small jobs near a crew's stops, which it may take on its way.

-- the longest job of a service that a crew may take by itself, setting up included; 0 is none
alter table service add column sweep_minutes integer not null default 30 check (sweep_minutes between 0 and 240);
-- by how much more driving a crew may take one; 0 is not at all
alter table crew add column detour_minutes integer not null default 6 check (detour_minutes between 0 and 60);

-- every job that a crew asked for, once an operation of its tablet, with what became of it
create table sweep_claim (
  jurisdiction_id text not null references jurisdiction (id),
  op_id uuid not null,
  device_id text not null,
  sequence bigint not null,
  account_id text not null,
  crew_id integer not null,
  task_id bigint not null,
  day date not null,
  outcome text not null check (outcome in ('taken', 'refused')),
  reason text check (reason in ('other_crew', 'gone', 'no_room', 'no_shift', 'revoked')),
  -- the device's clock, by how much it was ahead, and when it counts as
  occurred_at timestamptz not null,
  clock_offset_ms bigint not null,
  event_at timestamptz not null,
  received_at timestamptz not null,
  primary key (jurisdiction_id, op_id),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id),
  foreign key (jurisdiction_id, task_id) references task (jurisdiction_id, id),
  check ((outcome = 'refused') = (reason is not null))
);
create index sweep_claim_crew on sweep_claim (jurisdiction_id, crew_id, day);
create index sweep_claim_task on sweep_claim (jurisdiction_id, task_id);
call protect_tenant_table('sweep_claim', 'select, insert');
