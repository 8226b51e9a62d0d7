"""Imports in the admin: a file is uploaded, looked at row by row, decided on, applied, undone."""
