"""Files attached to records: what is accepted, and how they are kept beside the database."""
