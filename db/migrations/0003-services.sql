-- What can be asked for, and the typed questions asked with it (Open311 service definitions).

create table service (
  jurisdiction_id text not null references jurisdiction (id),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,60}$'),
  department_code text not null,
  group_code text not null,
  name_el text not null,
  name_en text not null,
  description_el text not null default '',
  description_en text not null default '',
  keywords text[] not null default '{}',
  icon text not null default 'circle-dot',
  position integer not null default 0,
  priority smallint not null default 20 check (priority between 0 and 100),
  sla_amount integer not null check (sla_amount > 0),
  sla_unit text not null check (sla_unit in ('hours', 'working_days', 'calendar_days')),
  duration_minutes integer not null check (duration_minutes between 1 and 1440),
  setup_minutes integer not null default 0 check (setup_minutes between 0 and 240),
  skills text[] not null default '{}',
  vehicle_features text[] not null default '{}',
  load_m3 numeric(8, 3) not null default 0 check (load_m3 >= 0),
  load_kg numeric(10, 2) not null default 0 check (load_kg >= 0),
  duplicate_radius_meters integer not null default 40 check (duplicate_radius_meters between 0 and 500),
  duplicate_days integer not null default 30 check (duplicate_days between 0 and 365),
  cluster_radius_meters integer not null default 120 check (cluster_radius_meters between 10 and 2000),
  is_active boolean not null default true,
  primary key (jurisdiction_id, code),
  foreign key (jurisdiction_id, department_code) references department (jurisdiction_id, code)
);
call protect_tenant_table('service', 'select, insert, update');

create table service_attribute (
  jurisdiction_id text not null,
  service_code text not null,
  code text not null check (code ~ '^[a-z][a-z0-9_]{0,60}$'),
  position integer not null,
  datatype text not null
    check (datatype in ('string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist')),
  is_required boolean not null default false,
  question_el text not null,
  question_en text not null,
  -- [{ "key": …, "name_el": …, "name_en": … }] for the list types
  options jsonb not null default '[]',
  primary key (jurisdiction_id, service_code, code),
  unique (jurisdiction_id, service_code, position),
  foreign key (jurisdiction_id, service_code) references service (jurisdiction_id, code)
);
call protect_tenant_table('service_attribute', 'select, insert, update, delete');
