"""What a clinician looks at and signs: the material of a review, and the pack that is sent.

It may import all but `proof`, `authoring` and `delivery`.
"""
