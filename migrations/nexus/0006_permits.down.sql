DROP FUNCTION nexus.take_permits(uuid, interval, integer, integer, interval, interval);
DROP TABLE nexus.permits;
