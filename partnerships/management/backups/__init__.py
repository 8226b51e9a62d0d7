"""Backups of the records and of the stored files, and how they are brought back."""

from partnerships.management.backups.making import kept_in, make, prune
from partnerships.management.backups.manifest import BackupRefused, Manifest, checked
from partnerships.management.backups.restoring import restore

__all__ = ["BackupRefused", "Manifest", "checked", "kept_in", "make", "prune", "restore"]
