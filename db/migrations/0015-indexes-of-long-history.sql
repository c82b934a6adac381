-- Years of history must not slow the day's work. Each index here answers a question that read a whole table.

-- which crew has an order, and the proof of what was done: asked for every row of the order list
create index visit_task on visit (jurisdiction_id, task_id);

-- a day is asked for with a crew (its run sheet) and without (the day so far): the day comes first
drop index visit_day;
create index visit_day on visit (jurisdiction_id, day, crew_id);

-- the newest requests of a rare service
create index request_service_recent on request (jurisdiction_id, service_code, requested_at desc, id desc);
