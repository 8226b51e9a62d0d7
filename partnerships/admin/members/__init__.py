"""The members of an office: invited, looked after and let go by its leads."""
