-- What a crew tells of its shift: who is there, in what state the vehicle is, when it began, rested and ended.

-- an operation of a shift is of no visit
alter table operation alter column visit_id drop not null;

create table crew_day (
  jurisdiction_id text not null references jurisdiction (id),
  crew_id integer not null,
  day date not null,
  started_at timestamptz,
  ended_at timestamptz,
  -- by name: who was there, also of another crew
  present text[] not null default '{}' check (cardinality(present) <= 30),
  odometer_start_km integer check (odometer_start_km between 0 and 2000000),
  odometer_end_km integer check (odometer_end_km between 0 and 2000000),
  -- parts of the vehicle that the crew found wanting
  faults text[] not null default '{}' check (cardinality(faults) <= 20),
  fault_note text check (length(fault_note) <= 1000),
  break_seconds integer not null default 0 check (break_seconds >= 0),
  on_break_since timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null,
  primary key (jurisdiction_id, crew_id, day),
  foreign key (jurisdiction_id, crew_id) references crew (jurisdiction_id, id)
);
call protect_tenant_table('crew_day', 'select, insert, update');
create index operation_of_shift on operation (jurisdiction_id, crew_id, occurred_at) where visit_id is null;
