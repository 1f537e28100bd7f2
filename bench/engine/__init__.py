"""The engine measured: the same elements and theory, exported from our tree, on every peer in one run."""
