-- Who is let in again, and a bot that is switched on again, go on where they stopped: what waits in the inbox is worked
-- off at once. The turn of the admin who does it says so, and records it.
GRANT UPDATE (not_before) ON nexus.inbox TO nexus_app;
