-- Accounts are global (one person may work for several cities); memberships are per city.
-- The four account tables are better-auth's user, session, account and verification.

create table account (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table account_session (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_session_account on account_session (account_id);

create table account_credential (
  id text primary key,
  account_id text not null references account (id) on delete cascade,
  provider_id text not null,
  provider_account_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_credential_account on account_credential (account_id);

create table account_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index account_verification_identifier on account_verification (identifier);
grant select, insert, update, delete on account, account_session, account_credential, account_verification
  to dromos_app;

create table membership (
  jurisdiction_id text not null references jurisdiction (id),
  account_id text not null references account (id) on delete cascade,
  role text not null
    check (role in ('citizen', 'agent', 'crew', 'dispatcher', 'planner', 'manager', 'admin')),
  created_at timestamptz not null default now(),
  primary key (jurisdiction_id, account_id, role)
);
call protect_tenant_table('membership', 'select, insert, delete');

-- After sign-in a person sees their own memberships in every city, before one is chosen.
create policy own_memberships on membership for select
  using (account_id = (select nullif(current_setting('dromos.account_id', true), '')));
