DROP FUNCTION nexus.add_numbers(jsonb, jsonb);
DROP FUNCTION nexus.merge_patch(jsonb, jsonb);
DROP TABLE nexus.members, nexus.workspaces, nexus.subscriptions, nexus.identities, nexus.users, nexus.accounts, nexus.bots;
