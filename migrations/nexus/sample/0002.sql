INSERT INTO nexus.bots (id, code, name, created_at) VALUES
    ('01900000-0000-7000-8000-000000000001', 'sample', 'Sample', '2026-01-01T00:00:00Z');
INSERT INTO nexus.accounts (id, bot_id, realm, external_id, username, created_at) VALUES
    ('01900000-0000-7000-8000-000000000002', '01900000-0000-7000-8000-000000000001', 'local', 1, 'sample_bot', '2026-01-01T00:00:00Z');
INSERT INTO nexus.users (id, language, zone, created_at) VALUES
    ('01900000-0000-7000-8000-000000000003', 'uk', 'Europe/Kyiv', '2026-01-01T00:00:00Z');
INSERT INTO nexus.identities (realm, external_id, user_id, first_name, created_at) VALUES
    ('local', 100, '01900000-0000-7000-8000-000000000003', 'Олег', '2026-01-01T00:00:00Z');
INSERT INTO nexus.subscriptions (id, user_id, bot_id, installed_at, last_interaction_at, home_account, home_chat) VALUES
    ('01900000-0000-7000-8000-000000000004', '01900000-0000-7000-8000-000000000003', '01900000-0000-7000-8000-000000000001',
     '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '01900000-0000-7000-8000-000000000002', 100);
INSERT INTO nexus.workspaces (id, kind, owner_id, created_at) VALUES
    ('01900000-0000-7000-8000-000000000005', 'personal', '01900000-0000-7000-8000-000000000003', '2026-01-01T00:00:00Z');
INSERT INTO nexus.members (workspace_id, user_id, role, joined_at) VALUES
    ('01900000-0000-7000-8000-000000000005', '01900000-0000-7000-8000-000000000003', 'owner', '2026-01-01T00:00:00Z');
