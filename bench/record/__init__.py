"""How fast the record is linked and verified."""
