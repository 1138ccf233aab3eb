DROP INDEX nexus.subscriptions_bot;
DROP TABLE nexus.broadcast_watchers;
DROP TABLE nexus.broadcast_deliveries;
DROP TABLE nexus.broadcasts;
