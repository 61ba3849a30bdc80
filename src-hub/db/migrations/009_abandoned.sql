-- Jobs that nobody ended: given up by the clock, a set time after their start.
ALTER TABLE infra_interventions ADD COLUMN abandoned boolean NOT NULL DEFAULT false;
ALTER TABLE ordered_interventions ADD COLUMN abandoned boolean NOT NULL DEFAULT false;
