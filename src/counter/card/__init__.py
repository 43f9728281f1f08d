"""card adapter."""
