-- How long the ONT had been on when its light came back, in whole seconds, where the operator's OLT reads it
-- (ITU-T G.988, ONU2-G, SysUpTime): a line that lost its fibre comes back to a box that was on, one that lost its
-- power does not.
ALTER TABLE alarms ADD COLUMN ont_uptime_s integer CHECK (ont_uptime_s >= 0);
