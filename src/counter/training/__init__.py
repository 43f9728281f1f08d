"""training adapter."""
