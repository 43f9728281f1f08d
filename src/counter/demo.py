"""A whole visit without a human."""
