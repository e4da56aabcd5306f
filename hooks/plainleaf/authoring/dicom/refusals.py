"""What stops an import, told as a sentence."""

from __future__ import annotations


class DicomError(ValueError):
    """Why no figure can be made of some images: one or two plain sentences."""
