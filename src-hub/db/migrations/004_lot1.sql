-- Jobs that their ordering operator declared in Lot 1: no tests, and the impacted operators answer once, after the end.
ALTER TABLE infra_interventions ADD COLUMN lot smallint NOT NULL DEFAULT 2 CHECK (lot IN (1, 2));
