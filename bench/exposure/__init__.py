"""The index of published lists measured against SQLite, LMDB, DuckDB and sort: the same rows in one run."""
