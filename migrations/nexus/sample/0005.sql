UPDATE nexus.bots SET about = '{"en": "A sample", "uk": "Зразок"}' WHERE code = 'sample';
