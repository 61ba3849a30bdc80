-- Jobs of infrastructure operators outside this hub: those hosted here know them by what they were told (M2), or ordered.

ALTER TABLE neighbour_interventions
  ADD COLUMN outside boolean NOT NULL DEFAULT false,                 -- the infrastructure operator runs it elsewhere
  ADD COLUMN pbo_ref text;                                           -- as M2 gives it
CREATE INDEX neighbour_interventions_outside_by_pm ON neighbour_interventions (pm_ref) WHERE outside;
CREATE INDEX neighbour_interventions_outside_by_ref ON neighbour_interventions (infra_ref) WHERE outside;
ALTER TABLE ordered_interventions ADD COLUMN outside boolean NOT NULL DEFAULT false;
CREATE INDEX ordered_interventions_outside_by_pm ON ordered_interventions (pm_ref) WHERE outside;
CREATE INDEX ordered_interventions_outside_by_ref ON ordered_interventions (infra_ref) WHERE outside;

-- Every job known here, one row each; the rows behind it keep their walls. Of a job outside, the ordering operator is
-- known only where it is hosted here.
CREATE VIEW jobs WITH (security_invoker = true) AS
SELECT operator_code AS infra_operator_code, infra_ref, ordering_operator_code, ordering_ref, pm_ref, nature, state,
  started_at, ended_at, closed_at, pbo_ref, pto_ref
FROM infra_interventions
UNION ALL
SELECT x.infra_operator_code, x.infra_ref, o.operator_code, o.ordering_ref, x.pm_ref, coalesce(o.nature, '6'),
  coalesce(o.state, CASE WHEN x.closed_at IS NOT NULL THEN 'closed' WHEN x.ended_at IS NOT NULL THEN 'ended' ELSE 'open' END),
  x.started_at, x.ended_at, x.closed_at, x.pbo_ref, NULL
FROM (
  SELECT DISTINCT ON (pm_ref, infra_ref) * FROM (
    SELECT infra_operator_code, infra_ref, pm_ref, started_at, ended_at, closed_at, pbo_ref
    FROM neighbour_interventions WHERE outside
    UNION ALL
    SELECT infra_operator_code, infra_ref, pm_ref, started_at, ended_at,
      CASE WHEN state = 'closed' THEN ended_at END, NULL
    FROM ordered_interventions WHERE outside
  ) AS told ORDER BY pm_ref, infra_ref, pbo_ref NULLS LAST, closed_at NULLS FIRST
) AS x
LEFT JOIN ordered_interventions o ON o.outside AND o.pm_ref = x.pm_ref AND o.infra_ref = x.infra_ref;
GRANT SELECT ON jobs TO vigie_app;
