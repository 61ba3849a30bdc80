-- First schema of the hub. Run by the owner role; the working role gets data rights only, at the end.
--
-- Every tenant table has operator_code: whose row it is. Row-level security lets a transaction touch only the rows of
-- the operators named in its setting vigie.tenants (safety.md 1); with none set it sees nothing and writes nothing.

CREATE FUNCTION vigie_tenants() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT string_to_array(current_setting('vigie.tenants', true), ',') $$;

-- The directory of operators is public to every hosted operator.
CREATE TABLE operators (
  code text PRIMARY KEY CHECK (code ~ '^[A-Z0-9]{4}$'),
  name text NOT NULL,
  plays text[] NOT NULL,                       -- OI, OC, DO
  hosted boolean NOT NULL,                     -- a tenant of this hub; else a partner
  demo boolean NOT NULL DEFAULT false
);

-- One row: what makes this database itself. A new epoch tells clients to take a new snapshot.
CREATE TABLE hub (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  epoch text NOT NULL,
  demo boolean NOT NULL DEFAULT false,
  demo_inventory text                          -- version of the demonstration's inventory loaded here
);

-- People, systems and their sessions. The working role cannot read these tables: it asks the functions below, so a
-- query that forgot its tenant finds no password hash.
CREATE TABLE accounts (
  login text PRIMARY KEY,
  operator_code text NOT NULL REFERENCES operators (code),
  password_hash text NOT NULL,
  role text NOT NULL,
  departments text[] NOT NULL DEFAULT '{}'
);
CREATE TABLE clients (
  client_id text PRIMARY KEY,
  operator_code text NOT NULL REFERENCES operators (code),
  secret_hash text NOT NULL
);
CREATE TABLE sessions (
  token_hash text PRIMARY KEY,
  operator_code text NOT NULL REFERENCES operators (code),
  login text NOT NULL,
  role text NOT NULL,
  departments text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  ended_at timestamptz
);

CREATE FUNCTION find_account(wanted text) RETURNS SETOF accounts LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ SELECT * FROM accounts WHERE login = wanted $$;
CREATE FUNCTION find_client(wanted text) RETURNS SETOF clients LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ SELECT * FROM clients WHERE client_id = wanted $$;
CREATE FUNCTION open_session(token text, operator text, who text, as_role text, depts text[], now_ timestamptz, until timestamptz)
  RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO sessions (token_hash, operator_code, login, role, departments, created_at, expires_at)
    VALUES (token, operator, who, as_role, depts, now_, until) $$;
CREATE FUNCTION find_session(token text) RETURNS SETOF sessions LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ SELECT * FROM sessions WHERE token_hash = token $$;
CREATE FUNCTION end_session(token text, now_ timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$ UPDATE sessions SET ended_at = now_ WHERE token_hash = token AND ended_at IS NULL $$;

-- Inventories -------------------------------------------------------------------------------------------------------
-- A PM as one operator knows it: the infrastructure operator's own row, and a copy for each operator with lines there
-- (operators send each other their IPE files).
CREATE TABLE pms (
  operator_code text NOT NULL REFERENCES operators (code),
  pm_ref text NOT NULL,
  infra_operator_code text NOT NULL REFERENCES operators (code),
  insee_code text NOT NULL,
  commune text NOT NULL,
  department text NOT NULL,
  longitude double precision NOT NULL,
  latitude double precision NOT NULL,
  accuracy text NOT NULL,
  line_counts jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (operator_code, pm_ref)
);
CREATE INDEX pms_by_ref ON pms (pm_ref);

CREATE TABLE lines (
  operator_code text NOT NULL REFERENCES operators (code),
  pto_ref text NOT NULL,
  pbo_ref text NOT NULL,
  line_service_ref text,
  pm_ref text NOT NULL,
  technical_pm_ref text,
  pm_module_name text NOT NULL,
  pm_module_position text NOT NULL,
  splitter_position text NOT NULL,
  tube text NOT NULL,
  fibre text NOT NULL,
  patch_cord_colour text,
  ont_serial text,
  pon_path text NOT NULL,
  ont_number int NOT NULL,
  PRIMARY KEY (operator_code, pto_ref)
);
CREATE UNIQUE INDEX lines_by_ont ON lines (operator_code, pon_path, ont_number);
CREATE INDEX lines_by_pm ON lines (operator_code, pm_ref);

-- Alarms and what they say of each line -----------------------------------------------------------------------------
CREATE TABLE alarms (
  operator_code text NOT NULL REFERENCES operators (code),
  notification_id text NOT NULL,
  kind text NOT NULL,
  pon_path text NOT NULL,
  ont_number int,
  raised_at timestamptz NOT NULL,
  cleared_at timestamptz,
  heard_at timestamptz NOT NULL,
  clear_heard_at timestamptz,
  PRIMARY KEY (operator_code, notification_id)
);

-- One row for each line that is down or was ever lost: the folded watch of src-shared/domain/impact/line-watch.
CREATE TABLE line_watches (
  operator_code text NOT NULL REFERENCES operators (code),
  pto_ref text NOT NULL,
  pm_ref text NOT NULL,
  watch jsonb NOT NULL,
  down boolean NOT NULL,
  lost_at timestamptz,
  PRIMARY KEY (operator_code, pto_ref)
);
CREATE INDEX line_watches_by_pm ON line_watches (pm_ref, lost_at);

-- When each source was last heard: an operator's alarms, an infrastructure operator's messages to one operator.
CREATE TABLE sources (
  operator_code text NOT NULL REFERENCES operators (code),
  source_id text NOT NULL,
  kind text NOT NULL,
  source_operator_code text NOT NULL,
  last_heard_at timestamptz,
  PRIMARY KEY (operator_code, source_id)
);

-- Interventions: each side's own record -----------------------------------------------------------------------------
-- The infrastructure operator's: the only one that holds the ordering operator.
CREATE TABLE infra_interventions (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOI
  infra_ref text NOT NULL,
  ordering_operator_code text NOT NULL,
  ordering_ref text NOT NULL,
  pm_ref text NOT NULL,
  technical_pm_ref text NOT NULL,
  nature text NOT NULL,
  element text,
  pbo_ref text,
  pto_ref text,
  line_service_ref text,
  state text NOT NULL,
  started_at timestamptz NOT NULL,
  heard_at timestamptz NOT NULL,
  ended_at timestamptz,
  closing_due_at timestamptz,
  closed_at timestamptz,
  recipients text[] NOT NULL,                                     -- OCs that got M2
  PRIMARY KEY (operator_code, infra_ref),
  UNIQUE (operator_code, ordering_operator_code, ordering_ref)
);
CREATE INDEX infra_interventions_by_pm ON infra_interventions (pm_ref, closed_at);   -- closed_at null: live

CREATE TABLE tests (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOI
  infra_ref text NOT NULL,
  test_number int NOT NULL,
  is_closing boolean NOT NULL DEFAULT false,
  requested_at timestamptz NOT NULL,
  heard_at timestamptz NOT NULL,
  answered text[] NOT NULL DEFAULT '{}',                          -- OCs whose M5TX came
  complete_at timestamptz,                                        -- all answered, or given up at the deadline
  PRIMARY KEY (operator_code, infra_ref, test_number)
);

-- An impacted operator's, from M2: there is no place here for the ordering operator.
CREATE TABLE neighbour_interventions (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOC
  infra_operator_code text NOT NULL,
  infra_ref text NOT NULL,
  pm_ref text NOT NULL,
  nature_family text NOT NULL,
  started_at timestamptz NOT NULL,
  heard_at timestamptz NOT NULL,
  ended_at timestamptz,
  closing_due_at timestamptz,
  closed_at timestamptz,
  test_count int NOT NULL DEFAULT 0,
  photo jsonb NOT NULL,                                           -- {total, down: [ptoRef]}
  PRIMARY KEY (operator_code, infra_ref)
);
CREATE INDEX neighbour_interventions_live ON neighbour_interventions (operator_code, pm_ref) WHERE closed_at IS NULL;

-- M5TX as sent by an operator hosted here, with what it allowed: what a revoke can no longer unsay.
CREATE TABLE answers_sent (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOC
  infra_operator_code text NOT NULL,
  infra_ref text NOT NULL,
  test_number int NOT NULL,
  is_closing boolean NOT NULL,
  pm_ref text NOT NULL,
  sent_at timestamptz NOT NULL,
  impacted_count int NOT NULL,
  consents jsonb NOT NULL,                                        -- [{orderingOperatorCode, allowed, rule, preAuthorisationId}]
  PRIMARY KEY (operator_code, infra_ref, test_number)
);

-- The ordering operator's: its job, and the answers to its tests (M6TX).
CREATE TABLE ordered_interventions (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeDO
  infra_operator_code text NOT NULL,
  infra_ref text NOT NULL,
  ordering_ref text NOT NULL,
  pm_ref text NOT NULL,
  nature text NOT NULL,
  state text NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  test_count int NOT NULL DEFAULT 0,
  answers jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (operator_code, infra_ref)
);

CREATE TABLE known_works (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOI
  works_ref text NOT NULL,
  pm_ref text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (operator_code, works_ref)
);

-- Outages and desks ---------------------------------------------------------------------------------------------------
-- The fact: one impacted operator × one intervention. Owned by the impacted operator.
CREATE TABLE outages (
  operator_code text NOT NULL REFERENCES operators (code),
  id text NOT NULL,
  infra_operator_code text NOT NULL,
  infra_ref text NOT NULL,
  pm_ref text NOT NULL,
  raised_at timestamptz NOT NULL,
  reported_at timestamptz NOT NULL,
  last_victim_at timestamptz NOT NULL,
  ended_at timestamptz,                                           -- no line down any more, since
  confirmed_at timestamptz,                                       -- by the closing test
  closed_at timestamptz,
  closing text,
  dismissed_reason text,
  attribution jsonb NOT NULL,
  lines jsonb NOT NULL,
  PRIMARY KEY (operator_code, id),
  UNIQUE (operator_code, infra_ref)
);
CREATE INDEX outages_open ON outages (pm_ref) WHERE closed_at IS NULL;

-- How one operator's desk handles an outage it sees: its own acknowledgement, its own comments.
CREATE TABLE outage_desks (
  operator_code text NOT NULL REFERENCES operators (code),
  outage_id text NOT NULL,
  relation text NOT NULL,
  state text NOT NULL,
  acknowledged_by text,
  acknowledged_at timestamptz,
  comments jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (operator_code, outage_id)
);

CREATE TABLE timeline (
  operator_code text NOT NULL REFERENCES operators (code),
  infra_ref text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  heard_at timestamptz NOT NULL,
  entry jsonb NOT NULL,
  PRIMARY KEY (operator_code, infra_ref, id)
);

-- Consent -------------------------------------------------------------------------------------------------------------
CREATE TABLE pre_authorisations (
  operator_code text NOT NULL REFERENCES operators (code),       -- the impacted operator that grants
  id text NOT NULL,
  label text NOT NULL,
  ordering_operator_codes text[] NOT NULL,
  scope jsonb NOT NULL,
  natures text[] NOT NULL,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz NOT NULL,
  reason text NOT NULL,
  ticket text,
  granted_by text NOT NULL,
  granted_at timestamptz NOT NULL,
  revoked_by text,
  revoked_at timestamptz,
  revoked_reason text,
  PRIMARY KEY (operator_code, id),
  UNIQUE (operator_code, label)
);

CREATE TABLE infra_reservations (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOI
  id text NOT NULL,
  pm_ref text NOT NULL,
  pto_ref text,
  reason text NOT NULL,
  until timestamptz NOT NULL,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (operator_code, id)
);

-- The projected journal, the outbox, the audit trail, due work --------------------------------------------------------
CREATE TABLE feed_heads (
  operator_code text PRIMARY KEY REFERENCES operators (code),
  seq bigint NOT NULL DEFAULT 0
);

-- Newest document of each entity, per operator allowed to see it, in the shape that it may see.
CREATE TABLE projections (
  operator_code text NOT NULL REFERENCES operators (code),
  kind text NOT NULL,
  id text NOT NULL,
  doc jsonb NOT NULL,
  digest text NOT NULL,                                           -- of the document: whether another one says the same
  seq bigint NOT NULL,
  live boolean NOT NULL,                                          -- still in the snapshot of the desk
  at timestamptz NOT NULL,                                        -- when it began: the key of lists and reports
  PRIMARY KEY (operator_code, kind, id)
);
CREATE INDEX projections_live ON projections (operator_code, kind) WHERE live;
CREATE INDEX projections_by_time ON projections (operator_code, kind, at, id);

-- What changed, in the order of the operator's sequence. The newest document stands in projections: who catches up needs
-- no older one.
CREATE TABLE journal (
  operator_code text NOT NULL REFERENCES operators (code),
  seq bigint NOT NULL,
  kind text NOT NULL,
  id text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (operator_code, seq)
);

-- Documents are written far more often than read back: compressing each would cost more than the disk it saves.
ALTER TABLE projections ALTER doc SET STORAGE EXTERNAL;
ALTER TABLE outages ALTER lines SET STORAGE EXTERNAL;

CREATE TABLE outbox (
  operator_code text NOT NULL REFERENCES operators (code),       -- who sends
  id bigint GENERATED ALWAYS AS IDENTITY,
  recipient_code text NOT NULL,
  message text NOT NULL,
  infra_ref text NOT NULL,
  body jsonb NOT NULL,
  context jsonb NOT NULL DEFAULT '{}',                            -- for operators hosted here, beside the wire's body
  created_at timestamptz NOT NULL,
  due_at timestamptz NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  delivered_at timestamptz,
  last_error text,
  PRIMARY KEY (operator_code, id)
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE delivered_at IS NULL;

CREATE TABLE timers (
  operator_code text NOT NULL REFERENCES operators (code),
  kind text NOT NULL,
  subject text NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (operator_code, kind, subject)
);
CREATE INDEX timers_due ON timers (due_at);

CREATE TABLE audit (
  operator_code text NOT NULL REFERENCES operators (code),
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  role text NOT NULL,
  action text NOT NULL,
  subject text NOT NULL,
  detail jsonb NOT NULL,
  PRIMARY KEY (operator_code, id)
);
CREATE INDEX audit_by_time ON audit (operator_code, at, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'append-only: % on % refused', TG_OP, TG_TABLE_NAME; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_append_only BEFORE UPDATE OR TRUNCATE ON journal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Walls ---------------------------------------------------------------------------------------------------------------
DO $$
DECLARE t text;
BEGIN
  FOR t IN
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'operator_code'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('accounts', 'clients', 'sessions')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (operator_code = ANY ((SELECT vigie_tenants())::text[]))
                    WITH CHECK (operator_code = ANY ((SELECT vigie_tenants())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO vigie_app', t);
  END LOOP;
END $$;
REVOKE UPDATE ON audit, journal FROM vigie_app;
GRANT DELETE ON timers, lines, pms TO vigie_app;
GRANT SELECT ON operators, hub TO vigie_app;
REVOKE EXECUTE ON FUNCTION find_account, find_client, open_session, find_session, end_session FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_account, find_client, open_session, find_session, end_session, vigie_tenants TO vigie_app;
