-- A program patched a subscription under an operation id, and knows its new version.
INSERT INTO nexus.operations (token_id, id, request, status, answer, etag, created_at)
SELECT id, 'second', '\x01', 200, '{"lunch": true}', '"00"', '2026-01-04T09:00:00Z' FROM nexus.service_tokens LIMIT 1;
