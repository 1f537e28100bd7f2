"""What `make bench` measures: our own work against a named peer, as ratios within one run."""
