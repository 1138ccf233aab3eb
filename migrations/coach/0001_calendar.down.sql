DROP TABLE coach.completions, coach.events;
