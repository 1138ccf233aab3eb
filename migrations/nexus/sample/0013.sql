-- The same number in another realm is another person, and the same chat may have another bot.
INSERT INTO nexus.identities (realm, external_id, user_id, first_name, created_at)
SELECT 'max', external_id, user_id, first_name, created_at FROM nexus.identities WHERE realm = 'local' LIMIT 1;
