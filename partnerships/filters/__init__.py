"""Filters of lists: the names and values that a query string may carry, and what they find."""
