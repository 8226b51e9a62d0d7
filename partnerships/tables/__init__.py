"""Tables of records as pages show them; which of their columns sort, and how."""
