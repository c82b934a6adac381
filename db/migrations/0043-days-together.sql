-- Days that are planned in one go know each other, and a later one is asked for less than it was once an earlier
-- one has taken its work. What is asked of a version changes only until it is solved.
grant update (request) on plan_version to dromos_app;

create function plan_version_request_stays() returns trigger language plpgsql as $$
begin
  if old.status <> 'solving' and new.request is distinct from old.request then
    raise exception 'what a solved version was asked for stays' using errcode = 'check_violation';
  end if;
  return new;
end
$$;

create trigger plan_version_request_stays before update of request on plan_version
  for each row execute function plan_version_request_stays();
