-- The tablets that crews work with: how far their clocks are off, and which may not speak any more.

create table tablet (
  jurisdiction_id text not null references jurisdiction (id),
  id text not null check (length(id) between 8 and 64),
  crew_id integer,
  account_id text references account (id) on delete set null,
  -- ended when the tablet is revoked
  session_id text references account_session (id) on delete set null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  last_sequence bigint not null default 0,
  -- how far its clock was ahead of the city's when it last sent
  clock_offset_ms bigint not null default 0,
  revoked_at timestamptz,
  revoked_by text references account (id) on delete set null,
  primary key (jurisdiction_id, id),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id)
);
call protect_tenant_table('tablet', 'select, insert, update');

-- occurred_at stays as the tablet said it; event_at is the time it counts as
alter table operation add column clock_offset_ms bigint;
alter table operation add column event_at timestamptz;
-- of a field that two people set differently: which, and both values
alter table operation add column conflict jsonb;
create index operation_device on operation (jurisdiction_id, device_id);
