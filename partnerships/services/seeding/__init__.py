"""Loading the seeds: real records from files, again at each release, never over a person's edit."""

from partnerships.services.seeding.loading import load
from partnerships.services.seeding.report import Report

__all__ = ["Report", "load"]
