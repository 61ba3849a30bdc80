-- Known works as their infrastructure operator announces them: its own row, and a copy for each operator that knows one of
-- their PMs, with the PMs that it knows (as for pms). Nothing ever wrote the table that stood here before.

DROP TABLE known_works;
CREATE TABLE known_works (
  operator_code text NOT NULL REFERENCES operators (code),       -- whose row: the infrastructure operator, or a reader
  infra_operator_code text NOT NULL REFERENCES operators (code),
  works_ref text NOT NULL,
  kind text NOT NULL,                                             -- TP, DERCO
  state text NOT NULL,
  starts_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  description text,
  over_at timestamptz,                                            -- when the hub was told that they were over or cancelled
  PRIMARY KEY (operator_code, infra_operator_code, works_ref)
);
CREATE INDEX known_works_by_start ON known_works (operator_code, starts_at, infra_operator_code, works_ref);

CREATE TABLE known_works_pms (
  operator_code text NOT NULL REFERENCES operators (code),
  infra_operator_code text NOT NULL REFERENCES operators (code),
  works_ref text NOT NULL,
  pm_ref text NOT NULL,
  PRIMARY KEY (operator_code, infra_operator_code, works_ref, pm_ref)
);
CREATE INDEX known_works_pms_by_pm ON known_works_pms (pm_ref, operator_code);

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['known_works', 'known_works_pms'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY tenant ON %I USING (operator_code = ANY ((SELECT vigie_tenants())::text[]))
                    WITH CHECK (operator_code = ANY ((SELECT vigie_tenants())::text[]))', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO vigie_app', t);
  END LOOP;
END $$;
