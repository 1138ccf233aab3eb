DROP INDEX nexus.subscriptions_bot;
CREATE INDEX subscriptions_bot ON nexus.subscriptions (bot_id);
DROP TABLE nexus.broadcast_watchers;
DROP TABLE nexus.broadcast_deliveries;
DROP TABLE nexus.broadcasts;
