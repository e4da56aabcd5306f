"""Makes a figure of a hospital's own images: DICOM in, pictures that carry nothing else out.

It may import what `authoring` may, and pydicom and numpy, which only the extra `dicom` installs.
"""
