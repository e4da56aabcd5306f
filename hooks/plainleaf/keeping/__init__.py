"""What was worked out once is kept for the next build, and work is shared over all cores.

It knows nothing of what is kept. It may import nothing of this package.
"""
