DROP INDEX nexus.chats_workspace;
DROP TABLE nexus.feedback;
DROP TABLE nexus.file_recipients;
DROP TABLE nexus.remains;
DROP TABLE nexus.request_parts;
DROP TABLE nexus.requests;
