"""The proof that a finished page says what its author wrote: both sides read, and compared.

It may import all but `print`, `authoring` and `delivery`.
"""
