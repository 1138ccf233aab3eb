DROP TABLE nexus.alert_mutes;
DROP TABLE nexus.alerts;
DROP TABLE nexus.failures;
