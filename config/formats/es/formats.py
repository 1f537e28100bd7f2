"""Days, times and numbers in Spanish as people write them in the United States, not as in Spain."""

DATE_FORMAT = r"j \d\e F \d\e Y"
TIME_FORMAT = "g:i a"
DATETIME_FORMAT = rf"{DATE_FORMAT}, {TIME_FORMAT}"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
