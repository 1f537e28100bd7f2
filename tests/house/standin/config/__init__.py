"""The smallest site the launcher can start: its tests are about the launcher, not about the portal."""
