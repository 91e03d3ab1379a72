"""What a person hands over, as something that can be run with its positions kept. Nothing is run here."""

from clearprop.read.source.after import mended_after
from clearprop.read.source.errors import SourceError
from clearprop.read.source.source import Source, load_source, parse_source

__all__ = ["Source", "SourceError", "load_source", "mended_after", "parse_source"]
