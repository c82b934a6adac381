-- Work that comes back may be of a thing in the street: each order made of it names it.

alter table order_schedule add column asset_code text check (length(asset_code) between 1 and 40);
