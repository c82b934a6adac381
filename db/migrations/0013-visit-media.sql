-- Which visit a picture proves. A tablet may say so before the picture has arrived, and says it once:
-- a picture never belongs to two visits.
create table visit_media (
  jurisdiction_id text not null,
  media_id uuid not null,
  visit_id bigint not null,
  bound_at timestamptz not null,
  primary key (jurisdiction_id, media_id),
  foreign key (jurisdiction_id, visit_id) references visit (jurisdiction_id, id)
);
call protect_tenant_table('visit_media', 'select, insert');
