"""Real servers for tests: PostgreSQL, Redis, an SMTP receiver, the portal itself (fixtures: plugin.py)."""
