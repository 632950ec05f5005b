"""Sheets that people fill in, XLSX and CSV: read within bounds, and sent back with what is wrong."""
