"""Every number that is shown: each function returns the value together with the rows behind it."""
