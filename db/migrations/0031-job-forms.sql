-- What a crew fills in at a job: forms by service, the materials it used, and which pictures are for whom.

-- Never changed: another form is the next version, so that a tablet without a network is judged by the one it had.
create table job_form (
  jurisdiction_id text not null,
  service_code text not null,
  version integer not null check (version >= 1),
  -- [{ "code", "kind", "isRequired", "labelEl", "labelEn", "unit", "options": [{ "key", "nameEl", "nameEn" }] }]
  fields jsonb not null check (jsonb_typeof(fields) = 'array'),
  -- what to take along, and what to mind: [{ "nameEl", "nameEn" }]
  equipment jsonb not null default '[]' check (jsonb_typeof(equipment) = 'array'),
  safety jsonb not null default '[]' check (jsonb_typeof(safety) = 'array'),
  created_at timestamptz not null,
  created_by text references account (id) on delete set null,
  primary key (jurisdiction_id, service_code, version),
  foreign key (jurisdiction_id, service_code) references service (jurisdiction_id, code)
);
call protect_tenant_table('job_form', 'select, insert');

create table material (
  jurisdiction_id text not null references jurisdiction (id),
  code text not null check (code ~ '^[a-z][a-z0-9-]{1,60}$'),
  -- null: of every department
  department_code text,
  name_el text not null,
  name_en text not null,
  unit_el text not null,
  unit_en text not null,
  -- by how much one tap changes the quantity
  step numeric(8, 2) not null default 1 check (step > 0),
  position integer not null default 0,
  is_active boolean not null default true,
  primary key (jurisdiction_id, code),
  foreign key (jurisdiction_id, department_code) references department (jurisdiction_id, code)
);
call protect_tenant_table('material', 'select, insert, update');

-- What stands in the street and can be named at a job: poles, bins, covers.
create table asset (
  jurisdiction_id text not null references jurisdiction (id),
  code text not null check (length(code) between 1 and 40),
  kind text not null check (kind ~ '^[a-z][a-z-]{1,40}$'),
  geom geometry(Point, 4326) not null,
  primary key (jurisdiction_id, code)
);
create index asset_place on asset using gist (geom);
call protect_tenant_table('asset', 'select, insert, update, delete');

create table job_answer (
  jurisdiction_id text not null,
  visit_id bigint not null,
  field_code text not null,
  -- text, a number, the key of an option, the id of a picture or the code of an asset; null once it was taken back
  value jsonb,
  form_version integer not null,
  op_id uuid not null,
  told_by text references account (id) on delete set null,
  told_at timestamptz not null,
  primary key (jurisdiction_id, visit_id, field_code),
  foreign key (jurisdiction_id, visit_id) references visit (jurisdiction_id, id)
);
call protect_tenant_table('job_answer', 'select, insert, update');

create table visit_material (
  jurisdiction_id text not null,
  visit_id bigint not null,
  material_code text not null,
  quantity numeric(10, 2) not null check (quantity between 0 and 100000),
  op_id uuid not null,
  told_at timestamptz not null,
  primary key (jurisdiction_id, visit_id, material_code),
  foreign key (jurisdiction_id, visit_id) references visit (jurisdiction_id, id),
  foreign key (jurisdiction_id, material_code) references material (jurisdiction_id, code)
);
call protect_tenant_table('visit_material', 'select, insert, update');

-- how to get to the place: the gate's code, whom to ring
alter table work_order add column access_notes text not null default '' check (length(access_notes) <= 1000);

-- what a picture of a visit shows; answers to a form and signatures are for the city alone
alter table visit_media add column shows text not null default 'other'
  check (shows in ('before', 'after', 'other', 'form'));

-- which kinds there are is the contract's list; here only its form
alter table operation drop constraint operation_kind_check;
alter table operation add constraint operation_kind_check check (kind ~ '^[a-z][a-z_]{1,30}$');
