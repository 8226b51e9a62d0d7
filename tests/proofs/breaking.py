"""The site, made to fail in the middle of an export: what a server does then is to be seen."""

from config.wsgi import application
from partnerships.exports import reading

__all__ = ["application"]

reading.BLOCK = 10
_whole_blocks = reading.Extract.blocks


def _two_blocks(self):
    blocks = _whole_blocks(self)
    yield next(blocks)
    yield next(blocks)
    raise OSError("the disk is gone")


reading.Extract.blocks = _two_blocks
