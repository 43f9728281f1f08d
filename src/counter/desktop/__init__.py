"""desktop adapter."""
