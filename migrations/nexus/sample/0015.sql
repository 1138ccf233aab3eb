UPDATE nexus.inbox SET crashes = 2 WHERE source_key = '2';
UPDATE nexus.replicas SET alone = ARRAY(SELECT seq FROM nexus.inbox WHERE crashes = 2);
