-- While the city waits for the citizen its promise does not run: since when is kept with the request.

alter table request add column clock_stopped_at timestamptz;

-- the owner sees no rows of any city while row security is forced on it
alter table request no force row level security;
alter table request_event no force row level security;
update request r set clock_stopped_at = coalesce(
  (
    select max(e.occurred_at) from request_event e
    where e.jurisdiction_id = r.jurisdiction_id and e.request_id = r.id and e.to_status = 'awaiting_citizen'
  ),
  r.updated_at
)
where r.status = 'awaiting_citizen';
alter table request force row level security;
alter table request_event force row level security;

alter table request add constraint clock_stands_while_awaiting
  check ((status = 'awaiting_citizen') = (clock_stopped_at is not null));

-- The one answer to "is it, or was it when closed, past its due time?", for lists, figures and tiles alike.
create function is_late(
  due_at timestamptz, clock_stopped_at timestamptz, closed_at timestamptz, at timestamptz
) returns boolean
  language sql immutable parallel safe
  as $$ select coalesce(closed_at, clock_stopped_at, at) > due_at $$;
