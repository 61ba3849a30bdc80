-- Dead letters that a supervisor sees and may send again: when a message was first tried, and since when it is tried anew.
ALTER TABLE outbox
  ADD COLUMN first_tried_at timestamptz,                               -- null: not yet, or taken at the first try
  ADD COLUMN resent_at timestamptz;                                    -- a supervisor sent it again: patience begins anew
