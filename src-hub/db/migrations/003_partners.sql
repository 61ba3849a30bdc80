-- Messages to partners: sent outside any transaction, one after the other for each job, until delivered or dead.

ALTER TABLE outbox ADD COLUMN dead_at timestamptz;                    -- given up, or refused: a supervisor may send it again
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_stream ON outbox (recipient_code, operator_code, infra_ref, id)
  WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_dead ON outbox (operator_code, id) WHERE dead_at IS NOT NULL;
