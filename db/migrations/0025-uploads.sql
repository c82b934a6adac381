-- Photos of tablets on their way: what an operation says of a photo, and how far it has come.

-- of the picture as the tablet sends it; null where the tablet did not take it
alter table visit_media add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$');

create table upload (
  jurisdiction_id text not null,
  media_id uuid not null,
  visit_id bigint not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  bytes integer not null check (bytes > 0),
  uploaded_by text references account (id) on delete cascade,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  -- whole and checked; it waits to be developed
  received_at timestamptz,
  primary key (jurisdiction_id, media_id),
  foreign key (jurisdiction_id, media_id) references visit_media (jurisdiction_id, media_id),
  foreign key (jurisdiction_id, visit_id) references visit (jurisdiction_id, id)
);
create index upload_account on upload (jurisdiction_id, uploaded_by);
create index upload_touched on upload (jurisdiction_id, touched_at);
call protect_tenant_table('upload', 'select, insert, update, delete');
