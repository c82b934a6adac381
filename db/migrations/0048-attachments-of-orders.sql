-- Pictures that a desk attaches to an order (a drawing, the place, a permit), for the crew to see on the job.

-- of orders alone, and never for the public
alter table media drop constraint media_kind_check;
alter table media add constraint media_kind_check check (kind in ('report', 'proof', 'attachment'));
alter table media add constraint media_attachment_is_of_orders
  check (kind <> 'attachment' or (not is_public and request_id is null and visit_id is null));

create table work_order_attachment (
  jurisdiction_id text not null,
  work_order_id bigint not null,
  media_id uuid not null,
  position integer not null check (position > 0),
  label text not null default '' check (length(label) <= 120),
  attached_by text references account (id) on delete set null,
  attached_at timestamptz not null,
  -- it can be attached again as long as its picture is kept
  detached_at timestamptz,
  primary key (jurisdiction_id, work_order_id, media_id),
  foreign key (jurisdiction_id, work_order_id) references work_order (jurisdiction_id, id),
  foreign key (jurisdiction_id, media_id) references media (jurisdiction_id, id) on delete cascade
);
create index work_order_attachment_media on work_order_attachment (jurisdiction_id, media_id);
call protect_tenant_table('work_order_attachment', 'select, insert, update');
