"""Days that somebody lived on, or may plan for: each has a midnight in every calendar, and room around it."""

from datetime import date

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
