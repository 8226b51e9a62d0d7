"""Brings tables back in: reads files, plans what each row would change, applies and undoes it."""
