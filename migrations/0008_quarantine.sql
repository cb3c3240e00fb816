-- Lanes in quarantine are counted now and then, and there are few among many.
create index lane_quarantined on lane (endpoint) where quarantined;
