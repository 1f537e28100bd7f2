"""The rules of the house itself."""
