-- What an order asks for beyond time and skills: what to bring, what to arrange first, and other work before it or
-- beside it. An order can be of a place alone, without a report.

alter table work_order
  add column materials text not null default '' check (length(materials) <= 1000),
  add column equipment text not null default '' check (length(equipment) <= 1000),
  add column permit text not null default '' check (length(permit) <= 500),
  add column needs_closure boolean not null default false,
  add column closure_id bigint,
  -- as it stands on the thing itself: not every city has a list of its things, and no list is complete
  add column asset_code text check (length(asset_code) between 1 and 40),
  add foreign key (jurisdiction_id, closure_id) references street_closure (jurisdiction_id, id),
  add constraint work_order_closure_needed check (closure_id is null or needs_closure);

alter table work_order drop constraint work_order_source_check;
alter table work_order add constraint work_order_source_check
  check (source in ('hotspot', 'selection', 'request', 'place', 'split', 'companion', 'follow_on', 'schedule'));

create table task_link (
  jurisdiction_id text not null,
  -- before: the task is done before the other one begins; together: two crews begin at the same time
  kind text not null check (kind in ('before', 'together')),
  task_id bigint not null,
  other_task_id bigint not null,
  created_by text references account (id) on delete set null,
  created_at timestamptz not null,
  primary key (jurisdiction_id, task_id, other_task_id),
  foreign key (jurisdiction_id, task_id) references task (jurisdiction_id, id),
  foreign key (jurisdiction_id, other_task_id) references task (jurisdiction_id, id),
  constraint task_link_of_two check (task_id <> other_task_id)
);
create index task_link_other on task_link (jurisdiction_id, other_task_id);
create unique index task_link_one_companion on task_link (jurisdiction_id, task_id) where kind = 'together';
create unique index task_link_companion_of_one on task_link (jurisdiction_id, other_task_id)
  where kind = 'together';
call protect_tenant_table('task_link', 'select, insert, delete');
