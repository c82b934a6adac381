-- Codes that were not right are written down, and who sends them waits, as with PINs.

alter table tablet_event
  drop constraint tablet_event_kind_check,
  add constraint tablet_event_kind_check check (kind in ('code_made', 'registered', 'revoked', 'restored',
    'tablet_unlocked', 'signed_in', 'wrong_pin', 'wrong_code', 'pin_given', 'pin_chosen', 'pin_unlocked'));

-- wrong codes in a row from one device and from one address, neither of which is kept in clear
create table tablet_code_try (
  jurisdiction_id text not null references jurisdiction (id),
  source_hash text not null check (length(source_hash) = 64),
  failed_count integer not null check (failed_count >= 0),
  failed_at timestamptz,
  primary key (jurisdiction_id, source_hash)
);
call protect_tenant_table('tablet_code_try', 'select, insert, update, delete');
