DROP FUNCTION nexus.fill(jsonb, jsonb, jsonb);
DROP TABLE nexus.undos, nexus.heartbeats, nexus.refused_sayings, nexus.leases, nexus.chats, nexus.inbox;
