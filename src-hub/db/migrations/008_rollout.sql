-- Rollout plans of Lot 2: each infrastructure operator's own, one row a version, never changed. Jobs keep what the plan
-- said of them at their start.

CREATE TABLE rollout_plans (
  operator_code text NOT NULL REFERENCES operators (code),       -- codeOI
  version int NOT NULL,
  rules jsonb NOT NULL,
  note text NOT NULL,
  author text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (operator_code, version)
);
CREATE TRIGGER rollout_plans_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rollout_plans
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

ALTER TABLE rollout_plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE rollout_plans FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON rollout_plans USING (operator_code = ANY ((SELECT vigie_tenants())::text[]))
  WITH CHECK (operator_code = ANY ((SELECT vigie_tenants())::text[]));
GRANT SELECT, INSERT ON rollout_plans TO vigie_app;

ALTER TABLE infra_interventions ADD COLUMN out_of_scope jsonb;     -- {planVersion, miss, from}; null: in scope
