INSERT INTO coach.events (id, workspace_id, user_id, title, start_date, start_time, zone, rrule, reminders, created_at) VALUES
    ('01900000-0000-7000-8000-0000000000c1', '01900000-0000-7000-8000-000000000005', '01900000-0000-7000-8000-000000000003',
     'Зарядка', '2026-01-05', '07:30', 'Europe/Kyiv', 'FREQ=DAILY', '{0}', '2026-01-01T00:00:00Z');
