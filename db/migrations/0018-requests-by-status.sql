-- Closed requests of a rare status, newest first and counted, without a walk through all that were ever closed.
create index request_status_recent on request (jurisdiction_id, status, requested_at desc, id desc);
