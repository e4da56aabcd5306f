"""What a clinician looks at and signs: the material of a review, its pack, and what still holds.

It may import all but `proof`, `authoring` and `delivery`.
"""
