INSERT INTO nexus.files (sha256, bytes, used_at) VALUES
    ('\xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'abc', '2026-01-01T00:00:00Z');
INSERT INTO nexus.file_ids (account_id, sha256, kind, name, file_id, used_at) VALUES
    ('01900000-0000-7000-8000-000000000002', '\xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
     'document', 'зразок.txt', 'AgAD', '2026-01-01T00:00:00Z');
UPDATE nexus.chats SET pending = '[{"id": "1.0", "seq": 1, "act": "file", "file": {"content":
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "kind": "document", "name": "зразок.txt"}, "thread": null}]'
WHERE chat = 100;
INSERT INTO nexus.refused_sayings (id, account_id, chat, saying, cause, created_at) VALUES
    ('01900000-0000-7000-8000-00000000000e', '01900000-0000-7000-8000-000000000002', 100,
     '{"id": "1.2", "seq": 1, "act": "file", "file": {"content":
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "kind": "photo", "name": ""}, "thread": null}',
     'Bad Request: PHOTO_INVALID_DIMENSIONS', '2026-01-01T00:00:00Z');
