"""What a visit needs from the outside, as Protocols: a file for each thing that is outside.

All operations take and return frozen values.
"""
