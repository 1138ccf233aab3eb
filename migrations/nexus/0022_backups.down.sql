DROP TABLE nexus.backups;
